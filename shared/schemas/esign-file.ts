import { z } from 'zod'
import { fileStatuses } from '#shared/rules/codes/file-status.ts'

/** A file uploaded to e签宝. Values that upstream did not send are null. */
export const esignFileSchema = z.object({
  fileId: z.string(),
  name: z.string().nullable(),
  bytes: z.number().int().nonnegative().nullable(),
  pages: z.number().int().nonnegative().nullable(),
  status: z.enum(fileStatuses),
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  /** Http or https. */
  downloadUrl: z.string().nullable(),
})

export type EsignFile = z.infer<typeof esignFileSchema>
