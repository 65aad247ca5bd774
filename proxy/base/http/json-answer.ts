import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, createBrotliCompress, createGzip, gzipSync } from 'node:zlib'
import type { AppContext } from './app-env.ts'
import { brotliParams, chooseEncoding } from './encoding.ts'
import { WrittenJson } from './written-json.ts'

const brotli = { params: brotliParams }

const compressors = {
  br: {
    now: (text: string) => brotliCompressSync(text, brotli),
    stream: () => createBrotliCompress(brotli),
  },
  gzip: { now: (text: string) => gzipSync(text), stream: () => createGzip() },
}

/** Compressing fewer characters costs the proxy more than it saves the phone. */
const defaultMinCompressedBytes = 4096

/** Up to this many characters, compressing on the event loop is faster than in a thread. */
const short = 32_768

type JsonAnswer = {
  status?: 200 | 201
  /** Compressed from this many characters on. */
  minCompressedBytes?: number
  /** See `Repeatable`. */
  holds?: () => boolean
}

/**
 * Answers with JSON, compressed if it is long (a flow has had thousands of operation records). Long
 * pieces are never copied on the event loop.
 */
export async function answerJson(
  c: AppContext,
  value: unknown,
  { status = 200, minCompressedBytes = defaultMinCompressedBytes, holds }: JsonAnswer = {},
): Promise<Response> {
  const json = value instanceof WrittenJson ? value : new WrittenJson([JSON.stringify(value)])
  c.header('content-type', 'application/json')
  c.header('vary', 'accept-encoding')
  const encoding =
    json.length < minCompressedBytes
      ? 'identity'
      : chooseEncoding(c.req.header('accept-encoding'), () => true)
  if (encoding !== 'identity') c.header('content-encoding', encoding)
  const body = encoding === 'identity' ? json.join() : await compress(json, encoding)
  if (body === null) return c.body(streamOf(json), status)
  if (holds !== undefined) c.set('repeatable', { body, holds })
  return c.body(body, status)
}

async function compress(
  json: WrittenJson,
  encoding: keyof typeof compressors,
): Promise<Buffer<ArrayBuffer>> {
  const { now, stream } = compressors[encoding]
  const text = json.length <= short ? json.join() : null
  if (text !== null) return now(text)
  const compressor = stream()
  for (const piece of json.pieces) compressor.write(piece)
  compressor.end()
  return buffer(compressor)
}

function streamOf({ pieces }: WrittenJson): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? Buffer.from(piece) : piece)
      controller.close()
    },
  })
}
