import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Claims without when they expire. */
export const endlessClaimsSchema = z.object({
  /** Random id of the session. */
  sessionId: z.string(),
  corpId: z.string(),
  userId: z.string(),
  name: z.string(),
  unionId: z.string().nullable(),
  /** DingTalk's admin level: 1 main administrator, 2 sub-administrator. */
  sysLevel: z.number(),
  signedInAt: epochMs,
})

/** `expiresAt` in epoch milliseconds. */
export const sessionClaimsSchema = endlessClaimsSchema.extend({ expiresAt: z.number() })

/** The signed-in person. */
export type SessionClaims = z.output<typeof sessionClaimsSchema>
