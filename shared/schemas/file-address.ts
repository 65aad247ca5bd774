import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

const savedFile =
  /^\/api\/(flows\/export|corp\/statistics|audit|operator\/(corps|orders))\.csv(\?[^#]*)?$/

const contractFile =
  /^\/api\/(flows\/[\w.-]+\/documents\/\d+|approvals\/[\w.=~-]+\/contracts\/\d+\/files\/\d+\/(original|signed))\/content(\?[^#]*)?$/

/** Body of `POST /api/file-addresses`. */
export const fileAddressRequestSchema = z.object({
  /** Path and query of one of our files. */
  path: z
    .string()
    .max(2000)
    .refine((path) => savedFile.test(path) || contractFile.test(path)),
})

/** Answer of `POST /api/file-addresses`: where a DingTalk client downloads the file. */
export const fileAddressSchema = z.object({
  url: z.string(),
  expiresAt: epochMs,
})

export type FileAddress = z.infer<typeof fileAddressSchema>
