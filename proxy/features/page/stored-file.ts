import { createHash } from 'node:crypto'
import type { Encoding } from '#proxy/base/http/encoding.ts'

/** A file that is served from memory. */
export type StoredFile = {
  contentType: string
  cacheControl: string
  /** Has at least `identity`. */
  variants: ReadonlyMap<Encoding, Variant>
}

export type Variant = { body: Uint8Array<ArrayBuffer>; etag: string }

export function toVariant(bytes: Uint8Array): Variant {
  const digest = createHash('sha256').update(bytes).digest('base64url')
  return { body: new Uint8Array(bytes), etag: `"${digest.slice(0, 22)}"` }
}
