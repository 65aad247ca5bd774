import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { AppContext } from './app-env.ts'
import { chooseEncoding } from './encoding.ts'

const brotli = promisify(brotliCompress)
const zip = promisify<string, Buffer>(gzip)

const compress = {
  br: (body: string) =>
    brotli(body, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        // About as fast as gzip, and smaller.
        [constants.BROTLI_PARAM_QUALITY]: 4,
      },
    }),
  gzip: (body: string) => zip(body),
}

/** Below this many characters compression does not save a round trip. */
const worthwhile = 4096

/**
 * Answers with JSON that may be long (a flow has had thousands of operation records), compressed if
 * it is.
 */
export async function answerJson(
  c: AppContext,
  value: unknown,
  status: 200 | 201 = 200,
): Promise<Response> {
  const body = JSON.stringify(value)
  c.header('content-type', 'application/json')
  c.header('vary', 'accept-encoding')
  const encoding =
    body.length < worthwhile
      ? 'identity'
      : chooseEncoding(c.req.header('accept-encoding'), () => true)
  if (encoding === 'identity') return c.body(body, status)
  c.header('content-encoding', encoding)
  return c.body(new Uint8Array(await compress[encoding](body)), status)
}
