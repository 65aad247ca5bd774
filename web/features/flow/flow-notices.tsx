import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { isUnreachable } from '#web/api/http/api-error.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { openedDraft } from '#web/widgets/launch/opened-draft.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords, words } from '#web/i18n/words.ts'

const SigningOutcome = lazyPart(async () => (await import('./signing-outcome.tsx')).SigningOutcome)

const NotUpdated = lazyPart(async () => (await import('./not-updated.tsx')).NotUpdated)

const AccessNotice = lazyPart(
  async () => (await import('#web/widgets/access/access-notice.tsx')).AccessNotice,
  null,
)

type FlowNoticesProps = {
  view: FlowView
  /** Why the flow may be outdated, or null. */
  error: Error | null
  onRetry: () => Promise<unknown>
  /** Whether the signing page was opened. */
  isLaunched: boolean
}

/** The page's notices: outdated data, open steps, the outcome of signing. */
export function FlowNotices({ view, error, onRetry, isLaunched }: FlowNoticesProps) {
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const { role } = useSession()
  const [isReturn, setReturn] = useState(false)
  useEffect(() => {
    // The proxy renders without the URL's query, so it is read after hydration.
    // oxlint-disable-next-line react/set-state-in-effect
    if (/[?&]returned=/.test(location.search)) setReturn(true)
  }, [])
  const { data: opened } = useQuery(openedDraft)
  const isBeingMade = opened === view.flow.taskId && view.flow.status === 'draft'
  return (
    <>
      {error &&
        (isUnreachable(error) ? (
          <PageNotice
            rank="stale"
            // The network may always be back, and no file can be fetched until then.
            action={
              <Button
                size="small"
                fill="outline"
                loading="auto"
                onClick={async () => void (await onRetry())}
              >
                {tPage.retry}
              </Button>
            }
            testId="flow-notice"
          >
            {t.unreached}
          </PageNotice>
        ) : (
          <NotUpdated error={error} onRetry={onRetry} placeholder={null} />
        ))}
      {error === null && isBeingMade && (
        <PageNotice rank="done" testId="flow-notice">
          {t.finishDraft}
        </PageNotice>
      )}
      {(isLaunched || isReturn) && (
        <SigningOutcome view={view} isLaunched={isLaunched} placeholder={null} />
      )}
      {(view.registry?.isInitiator === true || role === 'admin') && (
        <AccessNotice taskId={view.flow.taskId} placeholder={null} />
      )}
    </>
  )
}
