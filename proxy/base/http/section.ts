import type { Problem } from '#shared/schemas/problem.ts'
import { ProblemError, toProblem } from '#proxy/base/problem.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'

/** A part of an answer that may fail on its own. */
export type Section<Content> = { ok: Content } | { problem: Problem }

/** Turns a rejection into a value, so that the other parts continue. */
export function settle<Value>(reading: Promise<Value>): Promise<Value | ProblemError> {
  return reading.catch(asProblemError)
}

export function toSection<Content>(
  content: Content | ProblemError,
  requestId: string,
): Section<Content> {
  return content instanceof ProblemError
    ? { problem: toProblem(content, requestId) }
    : { ok: content }
}
