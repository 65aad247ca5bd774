import { useQuery } from '@tanstack/react-query'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { AccessNotice } from '#web/widgets/access/access-notice.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { SandboxNotice } from './sandbox-notice.tsx'

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

/** Notices at the top of the home page, in windows of any width. */
export function HomeNotices() {
  const { data: config } = useQuery(appConfigQuery)
  return (
    <>
      {isReturn && <ReturnNote placeholder={null} />}
      {config?.appKind === 'third-party' && <SubscriptionNotice placeholder={null} />}
      <AccessNotice taskId={null} />
      {config?.mode === 'sandbox' && <SandboxNotice />}
    </>
  )
}
