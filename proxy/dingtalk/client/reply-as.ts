import type { z } from 'zod'
import { ProblemError } from '#proxy/http/problem.ts'

/**
 * A reply of the documented form.
 * @param what is missing in another one
 * @throws ProblemError `upstream-unavailable` for another one
 */
export function replyAs<Schema extends z.ZodType>(
  schema: Schema,
  reply: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(reply)
  if (parsed.success) return parsed.data
  throw new ProblemError('upstream-unavailable', `DingTalk answered without ${what}.`)
}
