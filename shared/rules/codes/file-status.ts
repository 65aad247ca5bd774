/** The progress of a file's upload to e签宝; `unknown` stands for a value upstream added later. */
export const fileStatuses = [
  'not-uploaded',
  'uploading',
  'uploaded',
  'upload-failed',
  'waiting-for-pdf',
  'converted-to-pdf',
  'adding-watermark',
  'watermarked',
  'unknown',
] as const
