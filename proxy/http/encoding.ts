/** Encodings that bodies are stored in, the best first. */
const encodings = ['br', 'gzip', 'identity'] as const

export type Encoding = (typeof encodings)[number]

/**
 * The encoding to answer with (RFC 9110, 12.5.3): the one the client likes best, the smallest among
 * equals; the body as it is when the client accepts none that is there.
 * @param header value of `accept-encoding`
 * @param available encodings that the body is stored in
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
