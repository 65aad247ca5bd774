import { assert, constantFrom, dictionary, integer, oneof, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusedHost, sandboxOriginOf, type LaunchHosts } from './launch-hosts.ts'

const live: LaunchHosts = {
  hosts: ['esign.cn', 'dingtalk.com'],
  sandboxOrigin: null,
  ownOrigin: 'https://contracts.example',
}
const onSandbox: LaunchHosts = { ...live, sandboxOrigin: 'http://127.0.0.1:9030' }

const inDingTalk = (path: string, parameters: Record<string, string>) =>
  `dingtalk://dingtalkclient/${path}?${new URLSearchParams(parameters).toString()}`

const page = 'https://h5.esign.cn/sign?flowId=1'

describe('an address that may be launched', () => {
  it.each([
    'https://esign.cn',
    'https://esign.cn:8443/x',
    page,
    'https://A.B.ESIGN.CN/',
    inDingTalk('page/link', { url: page, pc_slide: 'true' }),
    inDingTalk('page/link', { url: encodeURIComponent(page) }),
    inDingTalk('action/openapp', {
      corpid: 'ding1',
      container_type: 'work_platform',
      app_id: '0_1',
      redirect_type: 'jump',
      redirect_url: page,
    }),
    inDingTalk('action/open_platform_link', { pcLink: page, mobileLink: 'https://dingtalk.com/' }),
    inDingTalk('action/open_platform_link', { pcLink: inDingTalk('page/link', { url: page }) }),
    inDingTalk('page/link', { url: `${page}&state=a:b&sign=//8AB+//c%2F%2F&at=12:30` }),
    inDingTalk('page/link', {
      url: `https://h5.esign.cn//guide?source=${encodeURIComponent(`//${'h8Kz/3Qw+'.repeat(12)}==`)}`,
    }),
    inDingTalk('page/link', { url: `${page}&source=//h8Kz3Qw/3` }),
    inDingTalk('action/open_platform_link', { pcLink: page, mobileLink: '' }),
    inDingTalk('page/link', { url: `${page}&back=https%3A%2F%2Fcontracts.example%2Fme` }),
    'dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fesign.cn&pc_slide=true',
    `dingtalk://dingtalkclient/page/link?data=${encodeURIComponent(JSON.stringify({ url: page }))}`,
  ])('is taken: %s', (address) => expect(refusedHost(address, live)).toBeNull())
})

describe('an address that may not be launched', () => {
  it.each([
    ['http://h5.esign.cn/', 'http://h5.esign.cn'],
    ['https://esign.cn.evil.example/x?token=1', 'https://esign.cn.evil.example'],
    ['https://evilesign.cn/', 'https://evilesign.cn'],
    ['https://evil.example/#.esign.cn', 'https://evil.example'],
    ['https://evil.example\\.esign.cn/', 'https://evil.example'],
    ['https://esign.cn@evil.example/', 'user@evil.example'],
    ['https://user:password@esign.cn/', 'user@esign.cn'],
    ['https://esign.cn./', 'https://esign.cn.'],
    ['http://127.0.0.1:9030/x', 'http://127.0.0.1:9030'],
    ['javascript:alert(1)', 'javascript://'],
    ['no address', 'no address'],
    [inDingTalk('page/link', { url: 'https://evil.example/' }), 'https://evil.example'],
    [
      inDingTalk('page/link', { url: encodeURIComponent('https://evil.example/') }),
      'https://evil.example',
    ],
    [inDingTalk('page/link', { url: '//evil.example/' }), 'https://evil.example'],
    [inDingTalk('page/link', { url: 'javascript:alert(1)' }), 'javascript://'],
    [
      inDingTalk('action/open_platform_link', {
        pcLink: page,
        mobileLink: 'https://evil.example/',
      }),
      'https://evil.example',
    ],
    [
      inDingTalk('page/link', { url: inDingTalk('page/link', { url: 'https://evil.example/' }) }),
      'https://evil.example',
    ],
    [`${inDingTalk('page/link', { url: page })}#https://evil.example/`, 'https://evil.example'],
    [
      `${inDingTalk('page/link', { url: page })}&x=1%26url%3Dhttps%253A%252F%252Fevil.example`,
      'https://evil.example',
    ],
    [`${inDingTalk('page/link', { url: page })}&https://evil.example/`, 'https://evil.example'],
    [
      inDingTalk('page/link', { url: page, x: 'see h\nttps:evil.example, or' }),
      'https://evil.example,',
    ],
    [inDingTalk('page/link', { url: `${page}#javascript:alert(1)` }), 'javascript://'],
    [inDingTalk('page/link', { url: 'evil.com', x: page }), 'dingtalk: to what is no address'],
    [
      inDingTalk('action/openapp', { redirect_url: '/evil.com', url: page }),
      'dingtalk: to what is no address',
    ],
    [
      `dingtalk://dingtalkclient/page/link?url=${page}&url=evil%252Ecom`,
      'dingtalk: to what is no address',
    ],
    [
      inDingTalk('page/link', { url: page, x: inDingTalk('page/link', { url: 'evil.com' }) }),
      'dingtalk: to what is no address',
    ],
    [`dingtalk://dingtalkclient//evil.com/x?url=${page}`, 'https://evil.com'],
    [inDingTalk('page/link', { url: `${page}&next=\u0001//evil.com` }), 'https://evil.com'],
    [`dingtalk://a:b@dingtalkclient/page/link?url=${page}`, 'dingtalk://user@dingtalkclient'],
    [inDingTalk('action/openapp', { app_id: '1' }), 'dingtalk: without an address'],
    [`dingtalk://elsewhere/page/link?url=${encodeURIComponent(page)}`, 'dingtalk://elsewhere'],
  ])('is refused: %s', (address, host) => expect(refusedHost(address, live)).toBe(host))
})

describe("the sandbox's pages", () => {
  it("are launched from the sandbox's own origin", () => {
    expect(refusedHost('http://127.0.0.1:9030/_sandbox/pages/sign/1', onSandbox)).toBeNull()
    expect(refusedHost('http://127.0.0.1:9031/', onSandbox)).toBe('http://127.0.0.1:9031')
    expect(refusedHost('http://localhost:9030/', onSandbox)).toBe('http://localhost:9030')
  })

  it('are on this machine, and not allowed with a real DingTalk', () => {
    expect(sandboxOriginOf('http://127.0.0.1:9030')).toBe('http://127.0.0.1:9030')
    expect(sandboxOriginOf('http://[::1]:9030/gateway')).toBe('http://[::1]:9030')
    expect(sandboxOriginOf('https://api.dingtalk.com')).toBeNull()
    expect(sandboxOriginOf('http://gateway.example')).toBeNull()
  })
})

describe('an address inside a DingTalk link', () => {
  const encoded = (text: string, times: number): string =>
    times === 0 ? text : encoded(encodeURIComponent(text), times - 1)
  const times = integer({ min: 0, max: 6 })
  const allowedPage = constantFrom(page, 'https://dingtalk.com', 'https://a.esign.cn/b?c=d#e')
  const foreignPage = constantFrom(
    'https://evil.example/',
    'http://esign.cn/',
    'https://esign.cn.evil.example',
    'https://esign.cn@evil.example/',
    'https:evil.example',
    'HTTPS:\\\\evil.example',
    'weixin://dl/x',
  )

  const schemeless = constantFrom(
    '///evil.com',
    '/\\/evil.com/x',
    '//2130706433/x',
    '//0x7f.1/x',
    '//[::1]/x',
    '//localhost/x',
    '//evil。com/x',
  )

  const escaped = (text: string) =>
    text.replace(/[^\w]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

  /** Places for an address in a link that opens an allowed page. */
  const places: readonly ((address: string) => string)[] = [
    (address) => `dingtalk://dingtalkclient/page/link?url=${page}&x=${address}`,
    (address) => `dingtalk://dingtalkclient/page/link?${address}&url=${page}`,
    (address) => `dingtalk://dingtalkclient/page/link?url=${page}&a=b;url=${address}`,
    (address) => `dingtalk://dingtalkclient/page/link?url=${page}#${address}`,
    (address) => `dingtalk://dingtalkclient/page/link?url=${page}#a=b&c=${address}`,
    (address) => inDingTalk('page/link', { url: `${page}&next=${address}` }),
    (address) => inDingTalk('page/link', { url: `${page}#/x?next=${address}` }),
    (address) => inDingTalk('page/link', { url: `https://h5.esign.cn/${address}` }),
    (address) =>
      inDingTalk('page/link', { url: inDingTalk('page/link', { url: page, next: address }) }),
    (address) => inDingTalk('page/link', { url: page, data: JSON.stringify({ next: [address] }) }),
    (address) => inDingTalk('page/link', { url: page, data: `{"next":"${escaped(address)}"}` }),
    ...['(', '[', ';', '|', ','].map(
      (before) => (address: string) => inDingTalk('page/link', { url: page, x: before + address }),
    ),
  ]

  it('is checked in every place and under repeated encoding', () => {
    const inPath: (typeof places)[number] = (address) =>
      `dingtalk://dingtalkclient/page/link/${address}?url=${page}`
    const cases = oneof(
      tuple(constantFrom(...places, inPath), foreignPage),
      tuple(constantFrom(...places), schemeless),
    )
    assert(
      property(cases, times, ([stand, address], often) => {
        expect(refusedHost(stand(encoded(address, often)), live)).not.toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  it('is refused when it cannot be decoded', () => {
    const link = inDingTalk('page/link', { url: page })
    expect(refusedHost(`${link}&x=%${'25'.repeat(2000)}`, live)).toBe(
      'dingtalk: with too much in it',
    )
  })

  it('is accepted when every address is allowed', () => {
    const parameters = dictionary(
      constantFrom('url', 'pcLink', 'mobileLink', 'redirect_url'),
      tuple(allowedPage, times).map(([address, often]) => encoded(address, often)),
      { minKeys: 1 },
    )
    const link = parameters.map((values) => inDingTalk('page/link', values))
    const links = oneof(
      link,
      tuple(link, times).map(([url, often]) =>
        inDingTalk('page/link', { url: encoded(url, often) }),
      ),
    )
    assert(property(links, (address) => refusedHost(address, live) === null))
  })
})

describe('a long address', () => {
  const longest = 32_768
  const filled = (unit: string) => {
    const link = 'dingtalk://dingtalkclient/page/link?url=https://h5.esign.cn/&x='
    return link + unit.repeat(Math.floor((longest - link.length) / unit.length))
  }

  it.each(['a', 'a.', '//', ' //', '{//', ':', 'a:', '%25', '%2525', '\\u0025', '#', '&a=%25'])(
    'full of %j is checked in time',
    (unit) => {
      const [first, ...more] = [filled(unit), filled(`${unit}http`), filled(`x:/${unit}`)]
      // Each part of it is read a bounded number of times; with a search from each character, this
      // takes minutes.
      for (const address of [first, ...more]) refusedHost(address, live)
      expect(refusedHost(`${first}${'a'.repeat(longest)}`, live)).toBe(
        'an address that is too long',
      )
    },
  )
})
