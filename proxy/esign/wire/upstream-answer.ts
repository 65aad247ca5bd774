import type { z } from 'zod'
import { ProblemError } from '#proxy/http/problem.ts'

/**
 * The payload of a reply, null when it has none. All of 1.0 and four operations of 2.0 wrap it in
 * `data`; bare payloads are taken as they are. Codes other than 0 never get here: the client takes
 * them for refusals.
 */
export function unwrap(reply: unknown): unknown {
  // A reply that is no object is invalid, not empty.
  if (typeof reply !== 'object' || reply === null) return reply ?? undefined
  if ('data' in reply) return reply.data ?? null
  return 'code' in reply ? null : reply
}

/**
 * Parses a payload that upstream sent with success.
 * @throws ProblemError `upstream-unavailable` when it is not even of the right kind
 */
export function parsePayload<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  throw new ProblemError('upstream-unavailable', 'e签宝 answered with something unreadable.')
}
