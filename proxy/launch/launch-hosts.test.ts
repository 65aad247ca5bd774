import { describe, expect, it } from 'vitest'
import { refusedHost, sandboxOriginOf, type LaunchHosts } from './launch-hosts.ts'

const live: LaunchHosts = { hosts: ['esign.cn', 'dingtalk.com'], sandboxOrigin: null }
const onSandbox: LaunchHosts = { ...live, sandboxOrigin: 'http://127.0.0.1:9030' }

const inDingTalk = (path: string, parameters: Record<string, string>) =>
  `dingtalk://dingtalkclient/${path}?${new URLSearchParams(parameters).toString()}`

const page = 'https://h5.esign.cn/sign?flowId=1'

describe('may be launched', () => {
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
  ])('%s', (address) => expect(refusedHost(address, live)).toBeNull())
})

describe('may not be launched', () => {
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
    [inDingTalk('action/openapp', { app_id: '1' }), 'dingtalk: without an address'],
    [`dingtalk://elsewhere/page/link?url=${encodeURIComponent(page)}`, 'dingtalk://elsewhere'],
  ])('%s', (address, host) => expect(refusedHost(address, live)).toBe(host))
})

describe("the sandbox's pages", () => {
  it('are launched from its very origin', () => {
    expect(refusedHost('http://127.0.0.1:9030/_sandbox/pages/sign/1', onSandbox)).toBeNull()
    expect(refusedHost('http://127.0.0.1:9031/', onSandbox)).toBe('http://127.0.0.1:9031')
    expect(refusedHost('http://localhost:9030/', onSandbox)).toBe('http://localhost:9030')
  })

  it('are on this machine, where no real DingTalk is', () => {
    expect(sandboxOriginOf('http://127.0.0.1:9030')).toBe('http://127.0.0.1:9030')
    expect(sandboxOriginOf('http://[::1]:9030/gateway')).toBe('http://[::1]:9030')
    expect(sandboxOriginOf('https://api.dingtalk.com')).toBeNull()
    expect(sandboxOriginOf('http://gateway.example')).toBeNull()
  })
})
