import { z } from 'zod'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { flowViewResultSchema } from './flow/flow.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Body of `POST /api/session`. */
export const signInRequestSchema = z.object({
  /** From the DingTalk client; valid for five minutes and once. */
  authCode: z.string().min(1).max(512),
  /** The organisation in which the page was opened. */
  corpId: z.string().refine(isDingTalkId),
  /** A flow to read in the same round trip. */
  taskId: z.string().optional(),
  /** Whether the outline of a long log suffices, see `FlowView.isOutline`. */
  outline: z.boolean().optional(),
  /** The `access` of a signed link to that flow. */
  access: z.string().max(256).optional(),
})

export type SignInRequest = z.infer<typeof signInRequestSchema>

/** The signed-in person. Answer of `GET /api/session`. */
export const sessionSchema = z.object({
  corpId: z.string(),
  /** The organisation's name; null if it is not known (yet). */
  corpName: z.string().nullable(),
  userId: z.string(),
  name: z.string(),
  role: z.enum(['member', 'admin']),
  /** Set only for operators, who also see the admin desk. */
  isOperator: z.literal(true).optional(),
  expiresAt: epochMs,
})

export type Session = z.infer<typeof sessionSchema>

/** Answer of `POST /api/session`; `flow` is set if a `taskId` was sent. */
export const signInAnswerSchema = sessionSchema.extend({ flow: flowViewResultSchema.optional() })

export type SignInAnswer = z.infer<typeof signInAnswerSchema>
