import { constants } from 'node:zlib'

/** Encodings of stored bodies, best first. */
const encodings = ['br', 'gzip', 'identity'] as const

export type Encoding = (typeof encodings)[number]

/** Brotli for answers that are compressed while they are sent: about as fast as gzip, and smaller. */
export const brotliParams = {
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  // From 5 on, an answer is a quarter smaller than with 4.
  [constants.BROTLI_PARAM_QUALITY]: 5,
  // 1 MB. For the default of 4 MB a compressor allocates 8 MB at its second write, after which V8
  // collects all garbage: 5 to 20 ms per answer.
  [constants.BROTLI_PARAM_LGWIN]: 20,
}

/**
 * RFC 9110, 12.5.3: the client's favourite, the smallest among equals; identity if it accepts none.
 */
export function chooseEncoding(
  header: string | undefined,
  available: (encoding: Encoding) => boolean,
): Encoding {
  if (header === undefined) return 'identity'
  const weights = parseWeights(header)
  let best: Encoding = 'identity'
  let bestWeight = 0
  for (const encoding of encodings) {
    const weight =
      weights.get(encoding) ?? weights.get('*') ?? (encoding === 'identity' ? 0.001 : 0)
    if (weight > bestWeight && available(encoding)) {
      best = encoding
      bestWeight = weight
    }
  }
  return best
}

function parseWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))
    const weight = q === undefined ? 1 : Number(q.slice(q.indexOf('=') + 1))
    if (name !== '')
      weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isNaN(weight) ? 0 : weight)
  }
  return weights
}
