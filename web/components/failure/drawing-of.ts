import { problems, type ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { ApiError, type AppErrorCode, isUnreachable } from '#web/api/http/api-error.ts'

/** Failures on the way to the proxy, and to DingTalk's own code. */
const onTheWay: readonly AppErrorCode[] = ['page-not-loaded', 'auth-code-no-answer']

const isProblem = (code: AppErrorCode): code is ProblemCode => code in problems

/** Which drawing stands for a failure. */
export function drawingOf(error: unknown): 'empty' | 'refused' | 'network' | 'setup' | 'later' {
  if (!(error instanceof ApiError)) return 'later'
  const { code } = error
  if (isUnreachable(error) || onTheWay.includes(code)) return 'network'
  if (!isProblem(code)) return code === 'page-not-found' ? 'empty' : 'refused'
  const { status, category } = problems[code]
  if (status === 401 || status === 403) return 'refused'
  if (category === 'state' || category === 'configuration') return 'setup'
  return category === 'caller' ? 'empty' : 'later'
}
