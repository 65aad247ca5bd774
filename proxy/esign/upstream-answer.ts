import type { z } from 'zod'
import { UpstreamRefusal } from '../dingtalk/upstream-refusal.ts'
import { ProblemError } from '../problem.ts'

/** Whether upstream refused a call with one of these codes. */
export function refusedWith(error: unknown, codes: readonly string[]): boolean {
  return error instanceof UpstreamRefusal && codes.includes(error.upstreamCode)
}

export function flowNotFound(cause?: unknown): ProblemError {
  return new ProblemError('flow-not-found', 'e签宝 knows no flow with this task id.', { cause })
}

/**
 * The payload of a 1.0 reply, null when it has none. Bare payloads are taken as they are. Codes
 * other than 0 never get here: the client takes them for refusals.
 */
export function unwrap(reply: unknown): unknown {
  if (typeof reply !== 'object' || reply === null) return reply
  if ('data' in reply) return reply.data ?? null
  return 'code' in reply ? null : reply
}

/**
 * Parses a payload that upstream sent with success.
 * @throws ProblemError `upstream-unavailable` when it is not even an object
 */
export function parseReply<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  throw new ProblemError('upstream-unavailable', 'e签宝 answered with something unreadable.')
}
