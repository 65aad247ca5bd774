import { z } from 'zod'
import { keyFailures } from '#shared/rules/assistant/key-proof.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Answer of `GET /api/corp/assistant-key`, for admins. */
export const assistantKeyStateSchema = z.object({
  /** The address of the MCP server. */
  address: z.string(),
  /** Null without a key. */
  key: z
    .object({
      createdAt: epochMs,
      /** The administrator who made it, and proves it; `name` is null if DingTalk does not tell. */
      createdBy: z.object({ userId: z.string(), name: z.string().nullable() }),
      /** Until when it can be proved with its code. */
      codeUntil: epochMs,
      /** Since when it is proved to name people truly; null until then, and it shows nothing. */
      provedAt: epochMs.nullable(),
      /** The latest attempt to prove it, if that failed. */
      failed: z.object({ why: z.enum(keyFailures), at: epochMs }).nullable(),
    })
    .nullable(),
})

export type AssistantKeyState = z.infer<typeof assistantKeyStateSchema>

/** Answer of `POST /api/corp/assistant-key`; an earlier key ends. */
export const madeAssistantKeySchema = z.object({
  /** For `Authorization: Bearer …`; given out this once. */
  key: z.string(),
  /** What the administrator tells the assistant (`whoami`) to prove the key. */
  code: z.string(),
  codeUntil: epochMs,
})

export type MadeAssistantKey = z.infer<typeof madeAssistantKeySchema>
