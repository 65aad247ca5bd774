import type { FileExtension } from '#shared/rules/file-rules.ts'

/** How many of the first bytes tell what a file is. */
export const headBytes = 1024

const startOf: Readonly<Record<Exclude<FileExtension, 'pdf'>, readonly number[]>> = {
  doc: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  docx: [0x50, 0x4b, 0x03, 0x04],
  jpg: [0xff, 0xd8, 0xff],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
}

/**
 * Whether a file begins as its extension promises.
 * @param head its first `headBytes`, or all when it is shorter
 */
export function beginsLike(extension: FileExtension, head: Buffer): boolean {
  // Readers of PDF take some bytes before the header, and some writers put them there.
  if (extension === 'pdf') return head.includes('%PDF-')
  return startOf[extension].every((byte, index) => head[index] === byte)
}
