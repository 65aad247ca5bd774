import { z } from 'zod'
import { nextStepSchema } from '#shared/schemas/flow/next-step-schema.ts'

/** What happened, or is about to, as a row of the outbox keeps it. */
export const newsPayloadSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('refused'),
    /** By name. */
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
    /** What was waited for. */
    step: nextStepSchema.nullable(),
    /** When something happened last, epoch milliseconds. */
    movedAt: z.number(),
  }),
])

export type NewsPayload = z.infer<typeof newsPayloadSchema>

/** A message to one person, as a row of the outbox keeps it; its text is made when it is sent. */
export const messagePayloadSchema = z.object({
  news: newsPayloadSchema,
  /** When it became news, epoch milliseconds. */
  at: z.number(),
})

export type MessagePayload = z.infer<typeof messagePayloadSchema>
