import { extensionOf, fileExtensions, maxFileBytes } from '#shared/rules/file-rules.ts'

export type FileRefusal = 'file-type' | 'file-empty' | 'file-too-large'

/** Both extensions and MIME types, because some web views understand only one of them. */
export const acceptedFiles = [
  ...fileExtensions.map((extension) => `.${extension}`),
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'image/jpeg',
  'image/png',
].join(',')

/** Why a file cannot be accepted; null if it can. */
export function refusalOf({ name, size }: Pick<File, 'name' | 'size'>): FileRefusal | null {
  if (extensionOf(name) === null) return 'file-type'
  if (size === 0) return 'file-empty'
  return size > maxFileBytes ? 'file-too-large' : null
}
