import { z } from 'zod'
import { isTaskId } from '#shared/rules/task-id.ts'
import { fileLanguageSchema } from '#shared/schemas/file-language.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Flows that can be selected at a time, to download or to remind. */
const maxChosen = 50

export const chosenFlowsSchema = z.object({
  taskIds: z
    .array(z.string().refine(isTaskId))
    .min(1)
    .transform((taskIds) => [...new Set(taskIds)])
    .pipe(z.array(z.string()).max(maxChosen)),
})

/** Body of `POST /api/flows/archive` and `POST /api/flows/archive/address`. */
export const archiveRequestSchema = chosenFlowsSchema.extend({
  /** Language of its file names and notes. */
  lang: fileLanguageSchema,
})

/** Answer of `POST /api/flows/archive/address`: where a DingTalk client downloads the archive. */
export const archiveAddressSchema = z.object({
  url: z.string(),
  name: z.string(),
  expiresAt: epochMs,
})

export type ArchiveAddress = z.infer<typeof archiveAddressSchema>
