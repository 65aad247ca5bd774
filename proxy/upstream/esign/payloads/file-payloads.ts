import { z } from 'zod'
import { code, countValue, fileAddress, textValue, vocabulary } from './upstream-values.ts'

/** Upload address of a new file. Values that upstream did not send are null. */
export type UploadAddress = {
  fileId: string | null
  /** Http or https; valid for an hour, and for this file only. */
  uploadUrl: string | null
}

export const uploadAddressPayload: z.ZodType<UploadAddress> = z.object({
  fileId: textValue,
  uploadUrl: fileAddress,
})

export const filePayload = z.object({
  name: textValue,
  size: countValue,
  pdfTotalPages: countValue,
  status: code,
  downloadUrl: fileAddress,
})

export const toFileStatus = vocabulary([
  [0, 'not-uploaded'],
  [1, 'uploading'],
  [2, 'uploaded'],
  [3, 'upload-failed'],
  [4, 'waiting-for-pdf'],
  [5, 'converted-to-pdf'],
  [6, 'adding-watermark'],
  [7, 'watermarked'],
])
