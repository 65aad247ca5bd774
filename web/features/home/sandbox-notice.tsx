import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'
import { searchWithChoice } from './search/flow-filter.ts'

/** Says who the person is in the sandbox, with a switch to somebody else. */
export function SandboxNotice() {
  const t = useWords(homeWords)
  const { corpId, userId, name } = useSession()
  const client = useQueryClient()
  const switchPerson = async () => {
    await signOut(client)
    // Reloads, without a chosen list, so that the next person gets the right first list.
    const search = searchWithChoice(location.search, { scope: null, q: '', ...noConditions })
    location.replace(`${location.pathname}?${search}`)
  }
  const inbox = `/_sandbox/pages/inbox/${corpId}/${userId}`
  return (
    <div className="sandbox-line small">
      <span>{t.sandboxPerson({ name })}</span>
      <a href={inbox}>{t.sandboxInbox}</a>
      <Button size="small" fill="none" color="primary" loading="auto" onClick={switchPerson}>
        {t.switchPerson}
      </Button>
    </div>
  )
}
