/**
 * How an answer of the proxy has to look. Plain values are letters, of which any may fit: `s` text,
 * `n` number, `b` boolean, `0` null, `?` absent, `*` anything. Objects may have more fields than named.
 */
export type Shape =
  | string
  | { [field: string]: Shape }
  | ['list', Shape]
  /** Fields of any name. */
  | ['record', Shape]
  | ['either', ...Shape[]]
  /** One of the texts behind the letters; any other becomes `unknown`. */
  | ['known', string, ...string[]]

/** A shape and the type of what fits it. The second place is never filled. */
export type ShapeOf<T> = [shape: Shape, type?: T]

function letterOf(value: unknown): string {
  if (value === null) return '0'
  return value === undefined ? '?' : typeof value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/**
 * The first place in a value that does not fit, `.flow.logs.3.type` say; null where all of it fits.
 * Texts that are not known have then become `unknown`.
 */
export function misfit(value: unknown, shape: Shape): string | null {
  if (typeof shape === 'string')
    return shape === '*' || shape.includes(letterOf(value).charAt(0)) ? null : ''
  if (Array.isArray(shape)) {
    const [kind, part] = shape
    if (kind === 'known') return misfit(value, part)
    if (kind === 'either') return misfitOfAll(value, shape.slice(1))
    if (!isObject(value) || Array.isArray(value) !== (kind === 'list')) return ''
    return misfitIn(value, Object.keys(value), () => part)
  }
  if (!isObject(value) || Array.isArray(value)) return ''
  return misfitIn(value, Object.keys(shape), (field) => shape[field] ?? '*')
}

function misfitOfAll(value: unknown, shapes: Shape[]): string | null {
  let first = ''
  for (const shape of shapes) {
    const place = misfit(value, shape)
    if (place === null) return null
    if (first === '') first = place
  }
  return first
}

function misfitIn(
  value: Record<string, unknown>,
  fields: string[],
  shapeOf: (field: string) => Shape,
): string | null {
  for (const field of fields) {
    const shape = shapeOf(field)
    const part = value[field]
    const place = misfit(part, shape)
    if (place !== null) return `.${field}${place}`
    if (Array.isArray(shape) && shape[0] === 'known' && typeof part === 'string')
      if (!shape.includes(part, 2)) value[field] = 'unknown'
  }
  return null
}
