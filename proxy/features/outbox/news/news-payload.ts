import { z } from 'zod'
import { nextStepSchema } from '#shared/schemas/flow/next-step-schema.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** News or an upcoming event, as stored with a job. */
export const newsPayloadSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('refused'),
    /** Names. */
    who: z.array(z.string()),
    why: z.string().nullable(),
  }),
  z.object({ about: z.literal('completed') }),
  z.object({
    about: z.literal('deadline'),
    deadline: epochMs,
  }),
  z.object({
    about: z.literal('stuck'),
    /** The step that was waited for. */
    step: nextStepSchema.nullable(),
    /** When something last happened. */
    movedAt: epochMs,
  }),
])

export type NewsPayload = z.infer<typeof newsPayloadSchema>

/** A message to one person, as stored with a job; its text is made when it is sent. */
export const messagePayloadSchema = z.object({
  news: newsPayloadSchema,
  /** When it became news. */
  at: epochMs,
})

export type MessagePayload = z.infer<typeof messagePayloadSchema>
