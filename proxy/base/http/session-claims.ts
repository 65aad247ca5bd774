import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

export const endlessClaimsSchema = z.object({
  sessionId: z.string(),
  corpId: z.string(),
  userId: z.string(),
  name: z.string(),
  unionId: z.string().nullable(),
  /** DingTalk's admin level: 1 main administrator, 2 sub-administrator. */
  sysLevel: z.number(),
  signedInAt: epochMs,
})

export const sessionClaimsSchema = endlessClaimsSchema.extend({ expiresAt: z.number() })

export type SessionClaims = z.output<typeof sessionClaimsSchema>
