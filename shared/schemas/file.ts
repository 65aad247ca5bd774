import { z } from 'zod'

/**
 * The state of an uploaded file: `uploading` to e签宝, `converting` to PDF, `ready` to start a flow
 * with; `failed` must be uploaded again; `unknown` stands for a value upstream added later.
 */
export const uploadStates = ['uploading', 'converting', 'ready', 'failed', 'unknown'] as const

export type UploadState = (typeof uploadStates)[number]

/**
 * Answer of `POST /api/files` and `GET /api/files/:fileId`, which is polled until the file is ready
 * or has failed. Values that upstream did not send are null.
 */
export const uploadedFileSchema = z.object({
  fileId: z.string(),
  name: z.string().nullable(),
  size: z.number().int().nonnegative().nullable(),
  state: z.enum(uploadStates),
  /** e签宝's own value for `state`, for when it is `unknown`. */
  stateCode: z.union([z.number(), z.string()]).nullable(),
  pages: z.number().int().nonnegative().nullable(),
})

export type UploadedFile = z.infer<typeof uploadedFileSchema>
