import { z } from 'zod'
import { maxAssistantNameLength } from '#shared/rules/assistant/assistant-limits.ts'
import { oneLine, plainText } from '#shared/rules/plain-text.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Body of `POST /api/me/assistants`. */
export const newAssistantSchema = z.object({
  /** What the person calls the assistant. */
  name: z
    .string()
    .regex(oneLine)
    .overwrite((name) => plainText(name).trim())
    .min(1)
    .max(maxAssistantNameLength),
  /** Whether it may also propose reminders; each still has to be confirmed in the app. */
  mayRemind: z.boolean().default(false),
})

/** Answer of `POST /api/me/assistants`. */
export const madeAssistantSchema = z.object({
  id: z.string(),
  /** For `Authorization: Bearer …`; given out this once. */
  token: z.string(),
  expiresAt: epochMs,
})

export type MadeAssistant = z.infer<typeof madeAssistantSchema>

/** Answer of `GET /api/me/assistants`. */
export const assistantsSchema = z.object({
  /** The address of the MCP server. */
  address: z.string(),
  /** Those that have not expired, newest first. */
  assistants: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      mayRemind: z.boolean(),
      createdAt: epochMs,
      expiresAt: epochMs,
      /** Within a minute; null until the token is used. */
      usedAt: epochMs.nullable(),
    }),
  ),
})

export type Assistants = z.infer<typeof assistantsSchema>
