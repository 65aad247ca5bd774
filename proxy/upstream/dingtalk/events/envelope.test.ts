import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptEnvelope, encryptEnvelope, type EnvelopeKeys } from './envelope.ts'

/**
 * DingTalk's own examples, from its documentation (configure-stream-push) and its callback library.
 */
const examples = [
  {
    token: '123456',
    aesKey: '1234567890123456789012345678901234567890123',
    ownerKey: 'dingsnotzck6pm5veliw',
    timestamp: '1614767836',
    nonce: 'A7Co0cJLMzIDtMMI',
    signature: '9a95a004dd16f5c307e849b994173f76aa26e5eb',
    encrypt:
      'YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQXZNwpwWSm1xAFJ5ZA==',
    message: 'success',
  },
  {
    token: 'mryue',
    aesKey: 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7',
    ownerKey: 'ding6ccabc44d2c8d38b',
    timestamp: '1608001896814',
    nonce: 'WL4PK6yA',
    signature: '03044561471240d4a14bb09372dfcfd4fd0e40cb',
    encrypt:
      '0vJiX6vliEpwG3U45CtXqi+m8PXbQRARJ8p8BbDuD1EMTDf0jKpQ79QS93qEk7XHpP6u+oTTrd15NRPvNvmBKyDCYxxOK+HZeKju4yhELOFchzNukR+t8SB/qk4ROMu3',
    message: '{"EventType":"check_url"}',
  },
]

const [example] = examples
if (example === undefined) throw new Error('no example')
const keys: EnvelopeKeys = { ...example, ownerKeys: [example.ownerKey] }

describe('an envelope', () => {
  it.each(examples)(
    "from DingTalk's documentation is opened: $message",
    ({ token, aesKey, ...encrypted }) => {
      const { ownerKey, message } = encrypted
      const opened = decryptEnvelope({ token, aesKey, ownerKeys: ['another', ownerKey] }, encrypted)
      expect(opened).toEqual({ message, ownerKey })
    },
  )

  it.each(['', 'x', '合同', 'success', 'x'.repeat(11), 'x'.repeat(12), 'x'.repeat(5000)])(
    'that we encrypted is opened with the same keys: %#',
    (message) => {
      const encrypted = encryptEnvelope(
        keys,
        { message, ownerKey: example.ownerKey },
        1_700_000_000_000,
      )
      expect(encrypted.timestamp).toBe('1700000000000')
      expect(decryptEnvelope(keys, encrypted)).toEqual({ message, ownerKey: example.ownerKey })
    },
  )

  it('that we encrypt is different each time', () => {
    const encrypt = () =>
      encryptEnvelope(keys, { message: 'success', ownerKey: example.ownerKey }, 1)
    const [one, other] = [encrypt(), encrypt()]
    expect(one.encrypt).not.toBe(other.encrypt)
    expect(one.nonce).not.toBe(other.nonce)
  })

  it.each([
    ['another token', { ...keys, token: '654321' }, example],
    ['another owner', { ...keys, ownerKeys: ['dingsomebody'] }, example],
    ['another signature', keys, { ...example, signature: example.signature.replace('9', '8') }],
    ['no signature', keys, { ...example, signature: '' }],
    ['another time', keys, { ...example, timestamp: '1614767837' }],
    ['another nonce', keys, { ...example, nonce: '' }],
    ['other content', keys, { ...example, encrypt: example.encrypt.replace('Y', 'Z') }],
  ])('with %s is refused', (_what, given, encrypted) => {
    expect(decryptEnvelope(given, encrypted)).toBeNull()
  })

  it.each([
    ['another key', 'x'.repeat(43), 'success'],
    ['nothing', example.aesKey, ''],
  ])('encrypted with %s is refused although its signature is valid', (_what, aesKey, message) => {
    const encrypted = encryptEnvelope({ ...keys, aesKey }, { message, ownerKey: 'x' }, 1)
    expect(decryptEnvelope(keys, encrypted)).toBeNull()
  })

  it.each(['', 'AAAA', 'not base64 at all', Buffer.alloc(32).toString('base64')])(
    'with meaningless content is refused although its signature is valid: %j',
    (encrypt) => {
      const text = ['1', 'n', keys.token, encrypt].toSorted().join('')
      const signature = createHash('sha1').update(text).digest('hex')
      expect(decryptEnvelope(keys, { signature, timestamp: '1', nonce: 'n', encrypt })).toBeNull()
    },
  )
})
