import { z } from 'zod'
import { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import { sectionOf } from './flow/section.ts'

/** Whether e签宝 has verified a person or a company. Values that upstream did not send are null. */
export const realNameSchema = z.object({
  status: z.enum(realNameStatuses),
  /** e签宝's own value for `status` as text, for when it is `unknown`. */
  statusCode: z.string().nullable(),
  name: z.string().nullable(),
})

export type RealName = z.infer<typeof realNameSchema>

/** Answer of `GET /api/me`. */
export const meSchema = z.object({
  name: z.string(),
  role: z.enum(['member', 'admin']),
  /** Whether the asker may place package orders and initialise the developer. */
  isOperator: z.boolean(),
  realName: sectionOf(realNameSchema),
})

export type Me = z.infer<typeof meSchema>
