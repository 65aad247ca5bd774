import { useQuery } from '@tanstack/react-query'
import { useContext, useEffect } from 'react'
import Button from 'antd-mobile/es/components/button'
import { isReturnPath } from '#shared/rules/return-page.ts'
import type { AppErrorCode } from '#web/api/http/api-error.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { reloadAnew, reloadOnce } from '#web/api/http/fresh-files.ts'
import { SessionContext } from '#web/api/session/session-query.ts'
import { AccessAdvice, AskAccess } from '#web/widgets/access/ask-access.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { goHome, isTopPage } from '#web/components/page/navigation.ts'
import { useCorpChanges } from '#web/widgets/readiness/use-corp-changes.ts'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { MendButton } from '#web/widgets/readiness/mend-button.tsx'
import { NotifyAdmins } from '#web/widgets/readiness/notify-admins.tsx'
import { drawingOf } from '#web/components/failure/drawing-of.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { mendOf } from './mend-of.ts'
import { reportError } from './report-error.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { ReadAgain } from '#web/components/failure/retry-button.tsx'
import { RetryIn, retryHelpsIn, useRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { WhatToDo } from '#web/widgets/failure/what-to-do.tsx'

export type FailurePageProps = {
  error: unknown
  /** Retries; without it, the retry button reloads the page. */
  onRetry?: () => Promise<unknown>
  /** Whether there is a home page to go to, which there is not before signing in. */
  hasHome?: boolean
  /** The page's flow, to which people without access can request it. */
  taskId?: string
  /** Replaces the button to the home page. */
  home?: { label: string; onGo: () => void }
  /** The heading's level; `h2` if the page already has an `h1`. */
  heading?: 'h1' | 'h2'
}

// `when-idle.ts` loads this module and imports it from here.
export { reportError }

/** What people without access to a flow get. */
const turnedAway: readonly AppErrorCode[] = ['flow-forbidden', 'link-invalid']

/**
 * A full-page failure: what happened, what to do, the one button that may help, and what to report, folded.
 */
export function FailurePage({
  error,
  onRetry,
  hasHome = true,
  taskId,
  home,
  heading: Heading = 'h1',
}: FailurePageProps) {
  useEffect(() => reportError(error), [error])
  const t = useWords(errorWords)
  const tPage = useWords(words.page)
  const session = useContext(SessionContext)
  const { requestId, scopes, ...failure } = failureIn(error, t)
  useEffect(() => {
    if (failure.code === 'page-not-loaded') reloadOnce(error).catch(() => {})
  }, [failure.code, error])
  const isOffline = failure.code === 'page-not-loaded' && !navigator.onLine
  const code = isOffline ? 'offline' : failure.code
  const known = isOffline ? 'offline' : failure.known
  const canRetry = useRetryHelps(error)
  const isFinal = retryHelpsIn(error) === null
  // After an update, a page's file may be gone. Only a reload helps then.
  const isReload = onRetry === undefined || code === 'page-not-loaded'
  const canAsk = taskId !== undefined && onRetry !== undefined && turnedAway.includes(code)
  const isNotAuthorised = code === 'corp-not-authorised' && session !== null
  const check = session === null ? null : mendOf(code, session)
  // The description contains the button to renew.
  const hasCure = canAsk || check !== null || known === 'subscription-ended'
  const { pathname } = location
  const signInAgain = code === 'session-required' && tPage.signInAgain
  return (
    <>
      {isNotAuthorised && <RetryOnceAuthorised />}
      <ErrorBlock
        kind={drawingOf(error)}
        fullPage
        role="alert"
        testId="app-error"
        code={code}
        title={<Heading>{t[known]}</Heading>}
        description={
          <>
            {canAsk && code === 'flow-forbidden' ? (
              <AccessAdvice taskId={taskId}>
                <WhatToDo code={known} />
              </AccessAdvice>
            ) : (
              <WhatToDo code={known} />
            )}
            {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
            <RetryIn error={error} />
          </>
        }
      >
        {check !== null && (
          <MendButton
            blocker={{ trouble: check.item, check }}
            returnTo={isReturnPath(pathname) ? pathname : '/'}
            size="large"
          />
        )}
        {known === 'subscription-ended' && <NotifyOfEnd />}
        {canAsk && <AskAccess taskId={taskId} onRetry={onRetry} />}
        {isFinal && hasHome && (
          <Button
            block
            size="large"
            color={hasCure ? 'default' : 'primary'}
            onClick={home?.onGo ?? goHome}
          >
            {home?.label ?? tPage.home}
          </Button>
        )}
        {!isReload && canRetry && <ReadAgain label={signInAgain || tPage.retry} onRead={onRetry} />}
        {/* Without a home page it is the only way on: an organisation may have opened the app meanwhile. */}
        {isFinal && !hasHome && !isReload && <ReadAgain label={tPage.refresh} onRead={onRetry} />}
        {(canRetry || (isFinal && !hasHome)) && isReload && (
          <Button block color="primary" size="large" onClick={reloadAnew}>
            {signInAgain || tPage.reload}
          </Button>
        )}
        <RequestId id={requestId} />
      </ErrorBlock>
      {!isFinal && hasHome && !isTopPage(location.pathname) && (
        <div className="below-768">
          <PageBar />
        </div>
      )}
    </>
  )
}

/** Admins are led to what renews it. */
function NotifyOfEnd() {
  const { data: help } = useQuery(subscriptionHelpQuery)
  return help?.canRenew === false && <NotifyAdmins trouble="subscription-ended" size="large" />
}

function RetryOnceAuthorised() {
  useCorpChanges(null)
  return null
}
