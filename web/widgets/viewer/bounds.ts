/** What a page of a PDF may take on this device; contracts and their scans stay far below. */
export const bounds = {
  /** Time to open a file, and to draw a page, in milliseconds. */
  timeMs: 10_000,
  /** Operators of a page, also of the forms and patterns in it. */
  operators: 1_000_000,
  /** Bytes of a stream after decompression; more than an image of `imagePixels` has. */
  streamBytes: 256 * 1024 * 1024,
  /** A3 scanned with 600 dpi has 70 million. */
  imagePixels: 80_000_000,
  /** Of all images and their masks on a page. */
  allImagesPixels: 160_000_000,
  /** Pixels of all canvases that one page needs at a time. */
  canvasPixels: 100_000_000,
}

/** A file, or a page of it, takes more than its bounds. */
export class TooMuch extends Error {
  override name = 'TooMuch'
}

/** What the worker tells besides the messages of pdf.js. */
export type WorkerNote =
  | { viewer: 'too-much' }
  /** It begins (1) or ends (-1) to wait for the network. */
  | { viewer: 'waits'; by: 1 | -1 }

export function isWorkerNote(data: unknown): data is WorkerNote {
  return typeof data === 'object' && data !== null && 'viewer' in data
}
