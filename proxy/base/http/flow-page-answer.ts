import { setImmediate as afterWriting } from 'node:timers/promises'
import { PassThrough, type Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { AppContext } from './app-env.ts'
import { brotliParams, chooseEncoding, type Encoding } from './encoding.ts'

// Each write is compressed and sent at once.
const brotli = { flush: constants.BROTLI_OPERATION_FLUSH, params: brotliParams }

function compressorOf(encoding: Encoding) {
  if (encoding === 'br') return createBrotliCompress(brotli)
  if (encoding === 'gzip') return createGzip({ flush: constants.Z_SYNC_FLUSH })
  return new PassThrough()
}

/**
 * JSON on one line at once, then the HTML drawn from it (see `deviceHeader`).
 * @param draw makes the HTML after the JSON was sent; null for none
 */
export function answerWithPage(
  c: AppContext,
  value: unknown,
  draw: () => string | null,
  status: 200 | 201,
): Response {
  const encoding = chooseEncoding(c.req.header('accept-encoding'), () => true)
  const body = compressorOf(encoding)
  // The client may disconnect early.
  body.on('error', () => {})
  const written = new Promise((resolve) => body.write(`${JSON.stringify(value)}\n`, resolve))
  const drawBehind = async () => {
    await written
    await afterWriting()
    if (body.destroyed) return
    body.end(draw() ?? '')
  }
  void drawBehind()
  c.header('content-type', 'text/plain; charset=utf-8')
  c.header('vary', 'accept-encoding')
  // nginx would hold the end of the line back until the page behind it is drawn.
  c.header('x-accel-buffering', 'no')
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
