import { createRequire } from 'node:module'
import { expect, test } from '@playwright/test'
import {
  decryptEnvelope,
  encryptEnvelope,
  type EnvelopeKeys,
} from '../../proxy/upstream/dingtalk/events/envelope.ts'

// The encryption of events that DingTalk posts, against npm's `dingtalk-encrypt`. That package writes
// and reads its text with `encodeURI` and `decodeURI`, so it garbles what is not ASCII, and JSON.

type Foreign = {
  getEncryptedMap(
    text: string,
    time: number,
    nonce: string,
  ): { msg_signature: string; encrypt: string; timeStamp: string; nonce: string }
  getDecryptMsg(signature: string, time: string, nonce: string, encrypted: string): string
}

const load = createRequire(import.meta.url)
const Encryptor: new (token: string, aesKey: string, ownerKey: string) => Foreign =
  load('dingtalk-encrypt')

/** Published by DingTalk: in its documentation (configure-stream-push) and with its callback library. */
const published = [
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

const now = 1_700_000_000_000

for (const { token, aesKey, ownerKey, ...example } of published) {
  const keys: EnvelopeKeys = { token, aesKey, ownerKeys: [ownerKey] }
  const foreign = new Encryptor(token, aesKey, ownerKey)
  const read = ({ signature, timestamp, nonce, encrypt }: typeof example) =>
    foreign.getDecryptMsg(signature, timestamp, nonce, encrypt)

  test.describe(`with the keys of ${ownerKey}`, () => {
    test('both read what DingTalk has published', () => {
      const { message } = example
      expect(decryptEnvelope(keys, example)).toEqual({ message, ownerKey })
      expect(read(example)).toBe(message)
    })

    test('we read what it writes', () => {
      // Each length of the padding.
      for (let length = 0; length <= 32; length += 1) {
        const message = 'x'.repeat(length)
        const written = foreign.getEncryptedMap(message, now, 'nonce')
        const { msg_signature: signature, timeStamp: timestamp, nonce, encrypt } = written
        const opened = decryptEnvelope(keys, { signature, timestamp, nonce, encrypt })
        expect(opened, `${length} characters`).toEqual({ message, ownerKey })
      }
    })

    test('it reads what we write', () => {
      const json = '{"EventType":"org_suite_auth","TimeStamp":1700000000000}'
      for (let length = 0; length <= 32; length += 1) {
        const message = json + ' '.repeat(length)
        const sealed = encryptEnvelope(keys, { message, ownerKey }, now)
        expect(read({ ...sealed, message })).toBe(message)
      }
    })

    test('both refuse what was written for somebody else', () => {
      const sealed = encryptEnvelope(keys, { message: 'success', ownerKey: 'dingsomebody' }, now)
      expect(decryptEnvelope(keys, sealed)).toBeNull()
      expect(() => read({ ...sealed, message: '' })).toThrow()
    })
  })
}
