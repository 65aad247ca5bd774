import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { Session } from '#shared/schemas/session.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'
import { searchWithChoice } from './search/flow-filter.ts'

/** Says whom one plays in the sandbox, where one may become somebody else. */
export function SandboxNotice({ session }: { session: Session }) {
  const t = useWords(homeWords)
  const client = useQueryClient()
  const switchPerson = async () => {
    await signOut(client)
    // Anew, and with the list that is the first one for the next person.
    const search = searchWithChoice(location.search, { scope: null, status: null, q: '' })
    location.replace(`${location.pathname}?${search}`)
  }
  const inbox = `/_sandbox/pages/inbox/${session.corpId}/${session.userId}`
  return (
    <Notice
      tone="quiet"
      extra={
        <Button size="small" loading="auto" onClick={switchPerson}>
          {t.switchPerson}
        </Button>
      }
    >
      {t.sandboxPerson({ name: session.name })} <a href={inbox}>{t.sandboxInbox}</a>
    </Notice>
  )
}
