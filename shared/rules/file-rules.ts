/** Rules for uploaded files. */

/** Size limit in bytes, from e签宝 1.0's 50 MB. */
export const maxFileBytes = 50 * 1024 * 1024

/** In lower case. */
export const fileExtensions = ['pdf', 'doc', 'docx', 'jpg', 'jpeg', 'png'] as const

export type FileExtension = (typeof fileExtensions)[number]

export function extensionOf(name: string): FileExtension | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  return fileExtensions.find((known) => known === extension) ?? null
}
