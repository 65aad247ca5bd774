import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { ProblemError, toProblem } from '#proxy/base/problem.ts'
import { connectionOf, type AppContext } from './app-env.ts'
import { isNavigation, problemPage, problemPagePolicy } from './problem-page.ts'

/** Answers with a problem: as a page for a navigation, as JSON for a call. */
export function answerProblem(error: Error, c: AppContext): Response | Promise<Response> {
  const failure = isAborted(error, c)
    ? new ProblemError('invalid-request', 'The request was aborted.', { cause: error })
    : asProblemError(error)
  c.set('failure', failure)
  if (failure.retryAfter !== undefined) c.header('retry-after', String(failure.retryAfter))
  const requestId = c.get('requestId')
  c.header('vary', 'accept', { append: true })
  if (isNavigation(c)) {
    c.header('content-security-policy', problemPagePolicy)
    return c.html(problemPage(failure.code, requestId, c.get('wayOn')), failure.status)
  }
  const body = JSON.stringify(toProblem(failure, requestId))
  return c.body(body, failure.status, { 'content-type': 'application/problem+json' })
}

/** Whether the client hung up before the whole request had arrived. */
function isAborted(error: Error, c: AppContext): boolean {
  const incoming = connectionOf(c)?.incoming
  const isCut = incoming?.destroyed === true && !incoming.complete
  return isCut && !(error instanceof ProblemError)
}
