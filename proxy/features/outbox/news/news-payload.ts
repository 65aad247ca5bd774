import { z } from 'zod'
import { nextStepSchema } from '#shared/schemas/flow/next-step-schema.ts'

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
    /** Epoch milliseconds. */
    deadline: z.number(),
  }),
  z.object({
    about: z.literal('stuck'),
    /** The step that was waited for. */
    step: nextStepSchema.nullable(),
    /** When something last happened, epoch milliseconds. */
    movedAt: z.number(),
  }),
])

export type NewsPayload = z.infer<typeof newsPayloadSchema>

/** A message to one person, as stored with a job; its text is made when it is sent. */
export const messagePayloadSchema = z.object({
  news: newsPayloadSchema,
  /** When it became news, epoch milliseconds. */
  at: z.number(),
})

export type MessagePayload = z.infer<typeof messagePayloadSchema>
