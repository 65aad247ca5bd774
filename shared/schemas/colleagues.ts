import { z } from 'zod'

/** Colleagues in the asker's own contracts, who are in most of them first. */
export const colleaguesSchema = z.object({
  people: z.array(z.object({ userId: z.string(), name: z.string() })),
})

export type Colleagues = z.infer<typeof colleaguesSchema>
