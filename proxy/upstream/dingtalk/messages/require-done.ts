import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'

const undoneSchema = z.union([
  z.object({ result: z.literal(false) }),
  z.object({ success: z.literal(false) }),
])

/**
 * @throws ProblemError `upstream-unavailable` if the change was not made; DingTalk gives no reason
 */
export function requireDone(reply: unknown): void {
  if (!undoneSchema.safeParse(reply).success) return
  throw new ProblemError('upstream-unavailable', 'DingTalk answered that the call had no effect.')
}
