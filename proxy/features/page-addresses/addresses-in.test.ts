import { expect, it } from 'vitest'
import { addressesIn } from './addresses-in.ts'

it('reads a link with more addresses than a call can have arguments', () => {
  const link = new URL('dingtalk://dingtalkclient/page/link')
  link.searchParams.set('url', '// '.repeat(140_000))
  expect(addressesIn(link)).toEqual([])
})
