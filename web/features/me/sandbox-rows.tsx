import { useQueryClient } from '@tanstack/react-query'
import { useSession } from '#web/api/session/session-query.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { FastForward } from '#web/widgets/fast-forward/fast-forward.tsx'
import { meWords } from './me-words.ts'

/** In the sandbox: another person, and what DingTalk has told this one. */
export function SandboxRows() {
  const t = useWords(meWords)
  const { corpId, userId } = useSession()
  const client = useQueryClient()
  const switchPerson = async () => {
    await signOut(client)
    location.replace('/')
  }
  return (
    <Rows label={t.sandbox}>
      <Row onClick={() => void switchPerson()}>{t.switchPerson}</Row>
      <Row href={`/_sandbox/pages/inbox/${corpId}/${userId}`}>{t.sandboxInbox}</Row>
      <Row>
        <FastForward />
      </Row>
    </Rows>
  )
}
