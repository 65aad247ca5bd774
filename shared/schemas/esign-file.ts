import { z } from 'zod'
import { fileStatuses } from '#shared/rules/codes/file-status.ts'

/** A file given to e签宝. What upstream did not send is null. */
export const esignFileSchema = z.object({
  fileId: z.string(),
  name: z.string().nullable(),
  bytes: z.number().int().nonnegative().nullable(),
  /** Pages of a PDF. */
  pages: z.number().int().nonnegative().nullable(),
  status: z.enum(fileStatuses),
  /** e签宝's own value for `status`; tells what an `unknown` one was. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  /** Http or https. */
  downloadUrl: z.string().nullable(),
})

export type EsignFile = z.infer<typeof esignFileSchema>
