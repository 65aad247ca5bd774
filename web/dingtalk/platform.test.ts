// @vitest-environment happy-dom
import { getENV } from 'dingtalk-jsapi/lib/env'
import { afterEach, expect, it, vi } from 'vitest'

const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const safari = `${mac} Version/18.6 Safari/605.1.15`
const client = `${safari} DingTalk(8.3.15-macOS-54673844) nw DTWKWebView Channel/201200 Architecture/x86_64 webDt/PC`

afterEach(() => Reflect.deleteProperty(window, 'dingtalk'))

it('reads Safari on the Mac as an ordinary browser', async () => {
  vi.stubGlobal('navigator', { userAgent: safari, language: 'zh-CN' })
  await import('./sdk/mac-client.ts')
  expect(getENV().platform).toBe('notInDingTalk')
  vi.resetModules()
})

// dingtalk-jsapi detects the client once, when it is imported.
it('recognises DingTalk on the Mac by its user agent alone', async () => {
  vi.stubGlobal('navigator', { userAgent: client, language: 'zh-CN' })
  const { dingTalkPlatform } = await import('./platform.ts')
  const { dd } = await import('./sdk/sdk.ts')
  expect(dingTalkPlatform).toBe('pc')
  const version = '8.3.15-macOS-54673844'
  expect(dd.env).toMatchObject({ platform: 'pc', platformSub: 'mac', version })
})
