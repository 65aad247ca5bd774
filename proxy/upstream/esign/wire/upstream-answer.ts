import type { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'

/**
 * Null if the reply has none. All of 1.0 and four operations of 2.0 wrap it in `data`. Codes other
 * than 0 never get here.
 */
export function unwrap(reply: unknown): unknown {
  // A reply that is not an object is invalid, not empty.
  if (typeof reply !== 'object' || reply === null) return reply ?? undefined
  if ('data' in reply) return reply.data ?? null
  return 'code' in reply ? null : reply
}

/** @throws ProblemError `upstream-unavailable` if it does not match at all */
export function parsePayload<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  throw new ProblemError('upstream-unavailable', 'The answer of e签宝 cannot be parsed.')
}
