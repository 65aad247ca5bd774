import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { useWords } from '#web/i18n/words.ts'
import { AccessNotice } from '#web/widgets/access/access-notice.tsx'
import { homeWords } from './home-words.ts'
import { searchWithChoice } from './search/flow-filter.ts'

/** Needed only after a return from e签宝. */
const ReturnNote = lazyPart(
  async () => (await import('#web/widgets/launch/return-note.tsx')).ReturnNote,
)
const isReturn = /[?&]returned=/.test(location.search)

/** Only third-party apps have subscriptions. */
const SubscriptionNotice = lazyPart(
  async () => (await import('./subscription-notice.tsx')).SubscriptionNotice,
  null,
)

const FastForward = lazyPart(
  async () => (await import('#web/widgets/fast-forward/fast-forward.tsx')).FastForward,
  null,
)

/** Notices at the top of the home page, in windows of any width. */
export function HomeNotices() {
  const { data: config } = useQuery(appConfigQuery)
  // Beside the list, the person's menu says so.
  const isSplit = useIsSplit()
  return (
    <>
      {isReturn && <ReturnNote placeholder={null} />}
      {config?.appKind === 'third-party' && <SubscriptionNotice placeholder={null} />}
      <AccessNotice taskId={null} />
      {config?.mode === 'sandbox' && !isSplit && <SandboxNotice />}
    </>
  )
}

/** Says who the person is in the sandbox, with a switch to somebody else. */
function SandboxNotice() {
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
      <FastForward placeholder={<div className="fast-forward" />} />
    </div>
  )
}
