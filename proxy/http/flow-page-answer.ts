import { setImmediate as afterWriting } from 'node:timers/promises'
import { PassThrough, type Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { AppContext } from './app-env.ts'
import { chooseEncoding, type Encoding } from './encoding.ts'
import type { WrittenJson } from './written-json.ts'

const brotli = {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 5,
  },
}

function compressorOf(encoding: Encoding) {
  if (encoding === 'br') return createBrotliCompress(brotli)
  return encoding === 'gzip' ? createGzip() : new PassThrough()
}

/**
 * Sends JSON on one line at once, followed by the HTML drawn from it (see `viewerHeader`).
 * @param draw makes the HTML after the JSON was sent; null for none
 */
export function answerWithPage(
  c: AppContext,
  json: WrittenJson,
  draw: () => string | null,
  status: 200 | 201,
): Response {
  const encoding = chooseEncoding(c.req.header('accept-encoding'), () => true)
  const body = compressorOf(encoding)
  // The client may disconnect early.
  body.on('error', () => {})
  for (const piece of json.pieces) body.write(piece)
  body.write('\n')
  const drawBehind = async () => {
    await afterWriting()
    if (body.destroyed) return
    body.end(draw() ?? '')
  }
  if (body instanceof PassThrough) void drawBehind()
  else body.flush(() => void drawBehind())
  c.header('content-type', 'text/plain; charset=utf-8')
  c.header('vary', 'accept-encoding')
  if (encoding !== 'identity') c.header('content-encoding', encoding)
  return c.body(streamOf(body), status)
}

function streamOf(body: Readable): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      body.on('data', (chunk: Uint8Array) => controller.enqueue(chunk))
      body.on('end', () => controller.close())
    },
    cancel() {
      body.destroy()
    },
  })
}
