import type { Problem } from '#shared/schemas/problem.ts'
import { ApiError } from '#web/api/http/api-error.ts'

/** Converts the problem of a failed part of an answer to an error. */
export function errorOf(problem: Problem): ApiError {
  return new ApiError(problem.code, problem.title, problem)
}
