import { z } from 'zod'

/**
 * How far an uploaded file is: `uploading` on its way to e签宝, `converting` being made a PDF of,
 * `ready` for a flow to be started with; `failed` must be uploaded again; `unknown` stands for a value
 * upstream added later.
 */
export const uploadStates = ['uploading', 'converting', 'ready', 'failed', 'unknown'] as const

export type UploadState = (typeof uploadStates)[number]

/**
 * Answer of `POST /api/files` and `GET /api/files/:fileId`, which is polled until the file is ready
 * or has failed. What upstream did not send is null.
 */
export const uploadedFileSchema = z.object({
  fileId: z.string(),
  name: z.string().nullable(),
  /** Bytes. */
  size: z.number().int().nonnegative().nullable(),
  state: z.enum(uploadStates),
  /** e签宝's own value for `state`; tells what an `unknown` one was. */
  stateCode: z.union([z.number(), z.string()]).nullable(),
  /** Pages of the PDF. */
  pages: z.number().int().nonnegative().nullable(),
})

export type UploadedFile = z.infer<typeof uploadedFileSchema>
