import { z } from 'zod'

/** What the page needs before sign-in. Answer of `GET /api/config`, also inside the served page. */
export const appConfigSchema = z.object({
  mode: z.enum(['live', 'sandbox']),
  appKind: z.enum(['internal', 'third-party']),
  /** The app's client id (app key or suite key), which `requestAuthCode` needs. */
  clientId: z.string(),
  /** The only organisation of an internal app; null for a third-party app. */
  corpId: z.string().nullable(),
  /** Whether people may sign in outside DingTalk; absent if not. */
  browserSignIn: z.literal(true).optional(),
  /** Whether people may give AI assistants tokens of theirs; absent if not. */
  assistants: z.literal(true).optional(),
})

export type AppConfig = z.infer<typeof appConfigSchema>
