import type { FileExtension } from '#shared/rules/file-rules.ts'

/** How many leading bytes are needed to tell a file's type. */
export const headBytes = 1024

const startOf: Readonly<Record<Exclude<FileExtension, 'pdf'>, readonly number[]>> = {
  doc: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  docx: [0x50, 0x4b, 0x03, 0x04],
  jpg: [0xff, 0xd8, 0xff],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
}

/**
 * Whether a file starts as its extension promises.
 * @param head its first `headBytes`, or all of a shorter file
 */
export function matchesType(extension: FileExtension, head: Buffer): boolean {
  // Some writers put bytes before the header of a PDF, and readers accept that.
  if (extension === 'pdf') return head.includes('%PDF-')
  return startOf[extension].every((byte, index) => head[index] === byte)
}
