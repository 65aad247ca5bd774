import { z } from 'zod'
import { isTaskId } from '#shared/rules/task-id.ts'
import { fileLanguageSchema } from '#shared/schemas/file-language.ts'

/** Flows that can be chosen at a time, to be taken along or reminded of. */
const mostChosen = 50

/** Flows that somebody chose in a list; one that is named twice counts once. */
export const chosenFlowsSchema = z.object({
  taskIds: z
    .array(z.string().refine(isTaskId))
    .min(1)
    .transform((taskIds) => [...new Set(taskIds)])
    .pipe(z.array(z.string()).max(mostChosen)),
})

/** Body of `POST /api/flows/archive` and `POST /api/flows/archive/address`. */
export const archiveRequestSchema = chosenFlowsSchema.extend({
  /** Of the names and notes in it. */
  lang: fileLanguageSchema,
})

/** Answer of `POST /api/flows/archive/address`: where a client of DingTalk fetches the archive. */
export const archiveAddressSchema = z.object({
  url: z.string(),
  /** The name to save it by. */
  name: z.string(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
})

export type ArchiveAddress = z.infer<typeof archiveAddressSchema>
