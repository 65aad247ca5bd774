import { z } from 'zod'

/** What keeps people from starting or signing, and only administrators can mend. */
export const adminTroubles = [
  'app-installed',
  'app-authorised',
  'corp-verified',
  'contracts-left',
  'subscription-ended',
] as const

export type AdminTrouble = (typeof adminTroubles)[number]

/** Body of `POST /api/corp/notify-admins`. */
export const notifyAdminsSchema = z.object({ trouble: z.enum(adminTroubles) })

/** Answer of `POST /api/corp/notify-admins` and `POST /api/flows/:taskId/nudge-initiator`. */
export const nudgedSchema = z.object({
  /** Names of the people who are told, as far as they are known. */
  names: z.array(z.string()),
  /** False if they have been told today already; then nothing is sent. */
  isNew: z.boolean(),
})

export type Nudged = z.infer<typeof nudgedSchema>
