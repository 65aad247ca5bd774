import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, type InputType } from 'node:zlib'
import type { AppContext } from './app-env.ts'
import { chooseEncoding } from './encoding.ts'
import { WrittenJson } from './written-json.ts'

const brotli = promisify(brotliCompress)
const zip = promisify<InputType, Buffer<ArrayBuffer>>(gzip)

const compress = {
  br: (body: InputType) =>
    brotli(body, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        // About as fast as gzip, and smaller.
        [constants.BROTLI_PARAM_QUALITY]: 4,
      },
    }),
  gzip: (body: InputType) => zip(body),
}

/** Below this many characters compression does not save a round trip. */
const worthwhile = 4096

type JsonAnswer = {
  status?: 200 | 201
  /** See `AppEnv`. */
  holds?: () => boolean
}

/**
 * Answers with JSON that may be long (a flow has had thousands of operation records), compressed if
 * it is.
 */
export async function answerJson(
  c: AppContext,
  value: unknown,
  { status = 200, holds }: JsonAnswer = {},
): Promise<Response> {
  const written = value instanceof WrittenJson ? value.join() : JSON.stringify(value)
  c.header('content-type', 'application/json')
  c.header('vary', 'accept-encoding')
  const encoding =
    written.length < worthwhile
      ? 'identity'
      : chooseEncoding(c.req.header('accept-encoding'), () => true)
  if (encoding !== 'identity') c.header('content-encoding', encoding)
  const body = encoding === 'identity' ? written : await compress[encoding](written)
  if (holds !== undefined) c.set('repeatable', { body, holds })
  return c.body(body, status)
}
