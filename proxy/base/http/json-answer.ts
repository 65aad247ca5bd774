import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { AppContext } from './app-env.ts'
import { brotliParams, chooseEncoding } from './encoding.ts'

const compressors = {
  br: (text: string) => promisify(brotliCompress)(text, { params: brotliParams }),
  gzip: promisify(gzip),
}

/** Compressing fewer characters costs the proxy more than it saves the phone. */
const defaultMinCompressedBytes = 4096

type JsonAnswer = {
  status?: 200 | 201
  minCompressedBytes?: number
}

export async function answerJson(
  c: AppContext,
  value: unknown,
  { status = 200, minCompressedBytes = defaultMinCompressedBytes }: JsonAnswer = {},
): Promise<Response> {
  const text = JSON.stringify(value)
  c.header('content-type', 'application/json')
  c.header('vary', 'accept-encoding')
  const encoding =
    text.length < minCompressedBytes
      ? 'identity'
      : chooseEncoding(c.req.header('accept-encoding'), () => true)
  if (encoding === 'identity') return c.body(text, status)
  c.header('content-encoding', encoding)
  return c.body(await compressors[encoding](text), status)
}
