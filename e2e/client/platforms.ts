/** Where the app is opened: a DingTalk client, or an ordinary browser. */
const platforms = ['android', 'ios', 'harmony', 'pc', 'browser'] as const

export type Platform = (typeof platforms)[number]

export type PlatformOptions = {
  platform: Platform
  /** Milliseconds from the document's start until a phone client's bridge appears. */
  bridgeDelay: number | 'never'
}

/** The tags of a test that runs in each phone client; such a test is declared once for each. */
export const phoneClients = ['@android', '@ios', '@harmony'] as const

export const everyClient = [...phoneClients, '@pc'] as const

/**
 * The platform that a test's tag names: `@ios`, `@pc` and so on, or `@browser` for the ordinary
 * browser. A test without such a tag behaves the same everywhere and runs on Android.
 */
export function platformOf(tags: readonly string[]): Platform {
  const named = platforms.filter((platform) => tags.includes(`@${platform}`))
  const [platform = 'android'] = named
  if (named.length > 1) throw new Error(`one test runs in one client, not in ${named.join()}`)
  return platform
}

/** How a browser looks like a platform. */
export type Device = {
  userAgent: string
  viewport: { width: number; height: number }
  isMobile: boolean
  hasTouch: boolean
  deviceScaleFactor: number
  locale: string
  timezoneId: string
}

const china = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }

function phone(width: number, height: number, userAgent: string): Device {
  const viewport = { width, height }
  return { ...china, userAgent, viewport, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
}

/**
 * Context options that make a browser look like each platform. dingtalk-jsapi distinguishes them by
 * user agent and, on PC, by what the client puts into the window. The engine is always Chromium:
 * this tests the package's four code paths, but not the behaviour of WebKit or UC.
 */
export const contexts: Record<Platform, Device> = {
  android: phone(
    412,
    815,
    'Mozilla/5.0 (Linux; U; Android 13; zh-CN; 2211133G Build/TKQ1.220905.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UWS/5.12.5.0 Mobile Safari/537.36 AliApp(DingTalk/7.6.30) com.alibaba.android.rimet/43241000 Channel/263200 language/zh-CN abi/64 UT4Aplus/0.2.25 colorScheme/light',
  ),
  ios: phone(
    393,
    700,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21F90 AliApp(DingTalk/7.6.30) com.laiwang.DingTalk/43235556 Channel/201200 language/zh-Hans-CN UT4Aplus/0.0.6 WK',
  ),
  harmony: phone(
    412,
    815,
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile AliApp(DingTalk/7.6.30) language/zh-CN',
  ),
  pc: {
    ...china,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.125 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.6.45-Release.250241020) Mojo/1.0.0 Native AppType(release) Channel/201200 Architecture/x86_64',
    viewport: { width: 1100, height: 720 },
    isMobile: false,
    hasTouch: false,
    deviceScaleFactor: 1,
  },
  browser: phone(
    412,
    815,
    'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
  ),
}
