import { expect, it } from 'vitest'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

it.each([
  ['https://esign.cn/console?a=1', 'https://esign.cn/console?a=1'],
  [1_000_001, null],
  [null, null],
  ['data:text/html,x', null],
])('the console of %j has the address %j', async (orgConsoleUrl, address) => {
  expect(await answering({ orgConsoleUrl }).v2.getConsoleUrl('corp')).toBe(address)
  expect(await answering(wrapped({ orgConsoleUrl })).v1.getConsoleUrl('corp')).toBe(address)
})
