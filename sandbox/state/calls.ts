/** One recorded call of the played protocol. Tokens, secrets, tickets and codes are masked. */
export type Call = {
  at: number
  method: string
  path: string
  query: Record<string, string>
  token: string | null
  /** The JSON body; null if there was none or it was not JSON. */
  body: unknown
  status: number
  durationMs: number
}

const secretName = /token|secret|ticket|code|signature/i
const keptName = /^(itemCode|errcode|sub_code)$/

function mask(text: string): string {
  return `${text.slice(0, 4)}***`
}

/** The value, with the text of every secret field cut to four characters. */
export function masked(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    return secretName.test(name) && !keptName.test(name) ? mask(value) : value
  }
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, name))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key)]))
  }
  return value
}

/** The query as a record, masked. */
export function maskedQuery(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...params].map(([key, item]) => [key, secretName.test(key) ? mask(item) : item]),
  )
}

/** A token cut to its first four characters, enough to tell tokens apart. */
export function maskedToken(token: string | undefined): string | null {
  return token === undefined ? null : mask(token)
}
