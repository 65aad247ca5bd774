import { expect, it } from 'vitest'
import { signJsapi } from './jsapi-signature.ts'

const facts = { ticket: 'TICKET', nonceStr: 'nonce1', timeStamp: '1795549764' }

/** Signatures of the texts that DingTalk's documentation describes, made with other tools. */
const signed = {
  'https://contracts.example/flows/PRO-1?corpId=ding1&q=合同 A': {
    'SHA-256': 'd30d50097a49802c73c5d09def59485c0875437d43aec13bf56c502a0400a1da',
    'SHA-1': '8640b70d45dd41a58786f0d3df08f62f672a524f',
  },
  'https://contracts.example/': {
    'SHA-256': 'cc8a09c120cc0c4bb3c5a21a36b6f16880a4c2b4ca8a27bff55bd565149da6c9',
  },
  'https://contracts.example/?q=100%': {
    'SHA-256': '5e52090747e95b8fe736e44e7881b396296c5805185bcf256b4262477d46c9a9',
  },
} as const

const [inChinese, home, malformed] = [
  'https://contracts.example/flows/PRO-1?corpId=ding1&q=合同 A',
  'https://contracts.example/',
  'https://contracts.example/?q=100%',
] as const

it('signs with either algorithm', () => {
  expect(signJsapi({ ...facts, url: inChinese }, 'SHA-256')).toBe(signed[inChinese]['SHA-256'])
  expect(signJsapi({ ...facts, url: inChinese }, 'SHA-1')).toBe(signed[inChinese]['SHA-1'])
})

it.each([
  ['an encoded query', encodeURI(inChinese), inChinese],
  ['a plus for a blank', inChinese.replace(' ', '+'), inChinese],
  ['a fragment', `${encodeURI(inChinese)}#/top?x`, inChinese],
  ['only a fragment', `${home}#?a=%41`, home],
  ['a query that cannot be decoded', malformed, malformed],
] as const)('signs an address with %s as the page reports it', (_name, url, as) => {
  expect(signJsapi({ ...facts, url }, 'SHA-256')).toBe(signed[as]['SHA-256'])
})
