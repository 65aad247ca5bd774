import type { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'

/**
 * @param what what any other reply lacks, for the error
 * @throws ProblemError `upstream-unavailable` for any other form
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
