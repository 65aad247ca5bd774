import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { AppEnv } from './app-env.ts'
import { clientAddress } from './client-address.ts'

/** The client address of a request from this socket, with the header that gateways write. */
async function addressOf(remoteAddress: string | undefined, forwarded?: string): Promise<string> {
  const app = new Hono<AppEnv>().get('/', (c) => c.text(clientAddress(c)))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const incoming = { socket: { remoteAddress } } as IncomingMessage
  return (await app.request('/', { headers }, { incoming })).text()
}

it.each([
  ['203.0.113.7', undefined, '203.0.113.7'],
  // Only the header from our own gateway can be trusted.
  ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['::1', 'unknown', '0:0:0:0::/64'],
  ['fd00::1', '::ffff:198.51.100.1', '198.51.100.1'],
  ['192.168.0.9', undefined, '192.168.0.9'],
  ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ['2001:DB8::5', undefined, '2001:db8:0:0::/64'],
])('from %s with %s is %s', async (remote, forwarded, address) => {
  expect(await addressOf(remote, forwarded)).toBe(address)
})

it('an address is empty without a connection', async () => {
  expect(await addressOf(undefined)).toBe('')
})
