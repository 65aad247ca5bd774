import { createHash } from 'node:crypto'

/** The input of the signature of `dd.config`. */
export type JsapiFacts = {
  ticket: string
  nonceStr: string
  timeStamp: string
  /** Address of the calling page, as its browser has it. */
  url: string
}

/**
 * The signature of `dd.config`, in hexadecimal (jsapi-authentication): SHA-256 according to
 * DingTalk's current documentation, SHA-1 according to earlier versions.
 */
export function signJsapi(
  { ticket, nonceStr, timeStamp, url }: JsapiFacts,
  algorithm: 'SHA-256' | 'SHA-1',
): string {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timeStamp}&url=${toSigned(url)}`
  return createHash(algorithm === 'SHA-1' ? 'sha1' : 'sha256')
    .update(text)
    .digest('hex')
}

/**
 * The address without its fragment and with a decoded query, as not every client sends the query
 * encoded.
 */
function toSigned(url: string): string {
  const [address = ''] = url.split('#', 1)
  const mark = address.indexOf('?')
  return mark < 0 ? address : address.slice(0, mark + 1) + decode(address.slice(mark + 1))
}

function decode(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll('+', ' '))
  } catch {
    return query
  }
}
