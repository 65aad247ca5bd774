import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { isSame } from '#proxy/base/secrets.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** What an envelope is signed and encrypted with (http-callback-overview). */
export type EnvelopeKeys = {
  token: string
  /** 32 bytes as 43 characters of base64. */
  aesKey: string
  /** Owners whose events are accepted: our app's key, or its corp's id. */
  ownerKeys: readonly string[]
}

export type EncryptedEnvelope = {
  signature: string
  timestamp: string
  nonce: string
  encrypt: string
}

export type DecryptedEnvelope = { message: string; ownerKey: string }

const blockSize = 32
const saltSize = 16
const lengthSize = 4

/** @returns null if it was made with other keys or for somebody else */
export function decryptEnvelope(
  keys: EnvelopeKeys,
  encrypted: EncryptedEnvelope,
): DecryptedEnvelope | null {
  if (!isSame(encrypted.signature, signatureOf(keys.token, encrypted))) return null
  const plain = decrypt(keyOf(keys), encrypted.encrypt)
  if (plain === null || plain.length < saltSize + lengthSize) return null
  const end = saltSize + lengthSize + plain.readUInt32BE(saltSize)
  if (end > plain.length) return null
  const ownerKey = plain.subarray(end).toString()
  if (!keys.ownerKeys.includes(ownerKey)) return null
  return { message: plain.subarray(saltSize + lengthSize, end).toString(), ownerKey }
}

export function encryptEnvelope(
  keys: EnvelopeKeys,
  { message, ownerKey }: DecryptedEnvelope,
  at: EpochMs,
): EncryptedEnvelope {
  const length = Buffer.alloc(lengthSize)
  const content = Buffer.from(message)
  length.writeUInt32BE(content.length)
  const plain = Buffer.concat([randomBytes(saltSize), length, content, Buffer.from(ownerKey)])
  const key = keyOf(keys)
  const cipher = createCipheriv('aes-256-cbc', key, ivOf(key)).setAutoPadding(false)
  const encrypt = Buffer.concat([cipher.update(addPadding(plain)), cipher.final()]).toString(
    'base64',
  )
  const unsigned = { timestamp: String(at), nonce: randomBytes(8).toString('hex'), encrypt }
  return { ...unsigned, signature: signatureOf(keys.token, unsigned) }
}

function signatureOf(
  token: string,
  { timestamp, nonce, encrypt }: Omit<EncryptedEnvelope, 'signature'>,
): string {
  const text = [token, timestamp, nonce, encrypt].toSorted().join('')
  return createHash('sha1').update(text).digest('hex')
}

function keyOf({ aesKey }: EnvelopeKeys): Buffer {
  return Buffer.from(`${aesKey}=`, 'base64')
}

function ivOf(key: Buffer): Buffer {
  return key.subarray(0, 16)
}

function decrypt(key: Buffer, encrypted: string): Buffer | null {
  const decipher = createDecipheriv('aes-256-cbc', key, ivOf(key)).setAutoPadding(false)
  try {
    const padded = Buffer.concat([
      decipher.update(Buffer.from(encrypted, 'base64')),
      decipher.final(),
    ])
    const padding = padded.at(-1) ?? 0
    return padding >= 1 && padding <= blockSize ? padded.subarray(0, -padding) : padded
  } catch {
    // The length is no multiple of the block size.
    return null
  }
}

/** PKCS#7 padding, with blocks of 32 bytes. */
function addPadding(plain: Buffer): Buffer {
  const padding = blockSize - (plain.length % blockSize)
  return Buffer.concat([plain, Buffer.alloc(padding, padding)])
}
