/**
 * The shape of an answer of the proxy. A plain value is a string of letters, one per allowed type:
 * `s` string, `n` number, `b` boolean, `0` null, `?` absent, `*` anything. Objects may have more
 * fields than the shape names.
 */
export type Shape =
  | string
  | { [field: string]: Shape }
  | ['list', Shape]
  /** An object with any keys. */
  | ['record', Shape]
  | ['either', ...Shape[]]
  /** One of these strings; any other becomes `unknown`. */
  | ['known', string, ...string[]]

/** A shape with its TypeScript type. The second element is never set. */
export type ShapeOf<T> = [shape: Shape, type?: T]

function letterOf(value: unknown): string {
  if (value === null) return '0'
  return value === undefined ? '?' : typeof value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/**
 * The path to the first value that does not match, such as `.flow.logs.3.type`; null if all match.
 * Also replaces unknown strings by `unknown`, in place.
 */
export function misfit(value: unknown, shape: Shape): string | null {
  if (typeof shape === 'string')
    return shape === '*' || shape.includes(letterOf(value).charAt(0)) ? null : ''
  if (Array.isArray(shape)) {
    if (shape[0] === 'known') return misfit(value, shape[1])
    if (shape[0] === 'either') return misfitOfAll(value, shape.slice(1))
  }
  const [kind, each] = Array.isArray(shape) ? shape : []
  const shapes: Record<string, Shape> = Array.isArray(shape) ? {} : shape
  if (!isObject(value) || Array.isArray(value) !== (kind === 'list')) return ''
  for (const field of Object.keys(each === undefined ? shapes : value)) {
    const part = value[field]
    const partShape = each ?? shapes[field] ?? '*'
    const place = misfit(part, partShape)
    if (place !== null) return `.${field}${place}`
    if (Array.isArray(partShape) && partShape[0] === 'known' && typeof part === 'string')
      if (!partShape.includes(part, 2)) value[field] = 'unknown'
  }
  return null
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
