import type { lookup } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { publicLookup } from '#proxy/base/http/public-address.ts'
import { checkStorageAddress } from './storage-address.ts'

const dingtalk = 'https://api.dingtalk.com'

describe('an address for a file', () => {
  it.each([
    'https://esignoss.esign.cn/1111/put?Expires=1&Signature=a%2Bb%3D',
    'https://bucket.oss-cn-hangzhou.aliyuncs.com/x',
    'https://bucket.example:8443/x',
  ])('%s is accepted unchanged', (address) => {
    expect(checkStorageAddress(address, dingtalk).href).toBe(address)
  })

  it.each([
    null,
    '',
    'not an address',
    '/put',
    'http://esignoss.esign.cn/put',
    'ftp://esignoss.esign.cn/put',
    'file:///etc/passwd',
    'https://localhost/put',
    'https://db.localhost/put',
    'https://printer.local/put',
    'https://metadata.google.internal/put',
    'https://intranet/put',
    'https://127.0.0.1/put',
    'https://2130706433/put',
    'https://0x7f.1/put',
    'https://0177.0.0.1/put',
    'https://127.1/put',
    'https://127.0.0.1./put',
    'https://[::ffff:7f00:1]/put',
    'https://１２７.0.0.1/put',
    'https://10.0.0.8/put',
    'https://8.8.8.8/put',
    'https://[::1]/put',
    'https://[::ffff:127.0.0.1]/put',
    'http://127.0.0.1:9030/put',
  ])('%s is refused', (address) => {
    expect(() => checkStorageAddress(address, dingtalk)).toThrow(
      expect.objectContaining({ code: 'upstream-unavailable' }),
    )
  })

  it('may be on the configured host of DingTalk, and only there', () => {
    const sandbox = 'http://127.0.0.1:9030'
    expect(checkStorageAddress(`${sandbox}/put?a=1`, sandbox).port).toBe('9030')
    expect(() => checkStorageAddress('http://127.0.0.1:9031/put', sandbox)).toThrow(
      'storage address that is not allowed',
    )
    expect(() => checkStorageAddress('https://127.0.0.1:9030/put', sandbox)).toThrow(
      'storage address that is not allowed',
    )
  })
})

describe('a name', () => {
  /** Resolves every name to these addresses. */
  function find(trusted: string, name: string, addresses: string[]): Promise<unknown> {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    // The code under test calls only this overload.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const played = ((_name: string, _options: object, done: Function) =>
      done(null, found)) as unknown as typeof lookup
    return new Promise((resolve, reject) => {
      publicLookup([trusted], played)(name, { all: true }, (error, result) =>
        error === null ? resolve(result) : reject(error),
      )
    })
  }

  it.each(['8.8.8.8', '114.114.114.114', '198.18.0.5', '2400:3200::1'])(
    'for %s is resolved',
    async (address) => {
      expect(await find('dingtalk.example', 'storage.example', [address])).toMatchObject([
        { address },
      ])
    },
  )

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '100.100.100.200',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '224.0.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.1.2.3',
    '::ffff:a01:203',
    '::7f00:1',
    '64:ff9b::a01:203',
    '64:ff9b:1::1',
    '2001::1',
    '2002:a01:203::1',
    'fec0::1',
    'fe80::1%eth0',
    '192.0.0.170',
    'no address',
  ])('for %s is not resolved', async (address) => {
    const found = find('dingtalk.example', 'storage.example', ['8.8.8.8', address])
    await expect(found).rejects.toThrow('private network')
    expect(await find('storage.example', 'storage.example', [address])).toMatchObject([{ address }])
  })
})
