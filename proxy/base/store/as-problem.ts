import { ProblemError } from '#proxy/base/problem.ts'
import { isUnavailable } from './postgres/unavailable.ts'

/** Turns any error into a problem; the message of unexpected ones stays hidden. */
export function asProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (isUnavailable(error)) {
    return new ProblemError('store-unavailable', 'The store is unavailable.', { cause: error })
  }
  return new ProblemError('internal-error', 'The proxy has an internal error.', { cause: error })
}
