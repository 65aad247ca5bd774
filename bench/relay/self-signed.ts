import { createHash, createPublicKey } from 'node:crypto'
import { generate } from 'selfsigned'

/** A certificate for localhost and 127.0.0.1. */
type SelfSigned = {
  /** PEM. */
  key: string
  /** PEM. */
  cert: string
  /**
   * SHA-256 of the public key, in base64, for Chromium's `--ignore-certificate-errors-spki-list`,
   * which makes the certificate valid. With `--ignore-certificate-errors`, Chromium would cache
   * nothing from the server.
   */
  fingerprint: string
}

export async function selfSigned(): Promise<SelfSigned> {
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
  ]
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames }],
  })
  const publicKey = createPublicKey(made.public).export({ type: 'spki', format: 'der' })
  const fingerprint = createHash('sha256').update(publicKey).digest('base64')
  return { key: made.private, cert: made.cert, fingerprint }
}
