import { createHash, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'

/** A certificate for this machine's own address, good for a few days. */
export type SelfSigned = {
  /** PEM. */
  key: string
  /** PEM. */
  cert: string
  /**
   * SHA-256 of the public key, base64, for Chromium's `--ignore-certificate-errors-spki-list`.
   * With that the certificate counts as valid; a mere ignored error would keep Chromium from caching
   * what comes by it, and from service workers.
   */
  fingerprint: string
}

const ecdsaWithSha256 = Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])
const commonName = Buffer.from([0x55, 0x04, 0x03])
const subjectAltName = Buffer.from([0x55, 0x1d, 0x11])
const dayMs = 24 * 60 * 60 * 1000

export function selfSigned(now = Date.now()): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(der(0x06, ecdsaWithSha256))
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' })
  const content = sequence(
    der(0xa0, integer(2)),
    integer(1),
    algorithm,
    distinguishedName(),
    sequence(time(now - dayMs), time(now + 7 * dayMs)),
    distinguishedName(),
    publicKeyInfo,
    der(0xa3, sequence(alternativeNames())),
  )
  const signature = sign('sha256', content, privateKey)
  const certificate = sequence(content, algorithm, der(0x03, Buffer.from([0]), signature))
  return {
    key: pem(privateKey),
    cert: new X509Certificate(certificate).toString(),
    fingerprint: createHash('sha256').update(publicKeyInfo).digest('base64'),
  }
}

/** One ASN.1 value in its DER form. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  if (length < 0x100) return Buffer.from([0x81, length])
  return Buffer.from([0x82, length >> 8, length & 0xff])
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents)
const integer = (value: number) => der(0x02, Buffer.from([value]))

function distinguishedName(): Buffer {
  const name = sequence(der(0x06, commonName), der(0x0c, Buffer.from('localhost')))
  return sequence(der(0x31, name))
}

/** DNS name `localhost`, address 127.0.0.1. */
function alternativeNames(): Buffer {
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  )
  return sequence(der(0x06, subjectAltName), der(0x04, names))
}

/** UTCTime, which has two digits for the year. */
function time(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replaceAll(/\D/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${digits}Z`))
}

function pem(key: KeyObject): string {
  return String(key.export({ type: 'pkcs8', format: 'pem' }))
}
