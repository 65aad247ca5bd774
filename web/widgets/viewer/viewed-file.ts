import type { QueryClient } from '@tanstack/react-query'
import { type FilePart, readFilePart } from '#web/api/queries/files/file-part.ts'

/** Where a file's bytes come from. */
export type FileSource =
  /** Chosen on this device, not uploaded yet. */
  | { kind: 'device'; file: Blob }
  /** The path of its content at our proxy. */
  | { kind: 'proxy'; path: string }

export type ViewedFile = {
  /** With its extension. */
  name: string
  source: FileSource
}

export type FileKind = 'pdf' | 'picture' | 'other'

/** The first part: as much as a short contract has, so that it needs one request. */
const firstBytes = 1024 * 1024

/** The size of further parts; each is a request to e签宝's storage. */
export const partBytes = 512 * 1024

/** Reads the start of a file, or all of one that is on this device or short. */
export async function readStart(
  client: QueryClient,
  source: FileSource,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<FilePart> {
  if (source.kind === 'proxy')
    return readFilePart(client, source.path, { begin: 0, end: firstBytes, signal, onProgress })
  // `Blob.arrayBuffer` is missing in Safari 13.
  const bytes = new Uint8Array(await new Response(source.file).arrayBuffer())
  return { bytes, total: bytes.length, isWhole: true }
}

const jpeg = [0xff, 0xd8, 0xff]
const png = [0x89, 0x50, 0x4e, 0x47]
const pdf = [0x25, 0x50, 0x44, 0x46, 0x2d]

/** How many bytes may precede a PDF's header. */
const headBytes = 1024

/** Tells the kind by the first bytes, as names lie. */
export function kindOf(bytes: Uint8Array): FileKind {
  const startsWith = (head: readonly number[], at = 0) =>
    head.every((byte, index) => bytes[at + index] === byte)
  if (startsWith(jpeg) || startsWith(png)) return 'picture'
  for (let at = 0; at < Math.min(headBytes, bytes.length); at += 1)
    if (startsWith(pdf, at)) return 'pdf'
  return 'other'
}
