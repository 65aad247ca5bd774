import { expect, type Page } from '@playwright/test'
import { test as base } from '../support/browser-fixtures.ts'
import { authCodeCall } from '../client/dingtalk-client.ts'
import { bundleSdk, openSdkPage } from '../client/sdk-page.ts'

// The emulated client, held against the real dingtalk-jsapi: what the other tests stand on.

const test = base.extend<{ openSdk: () => Promise<void> }, { sdkScript: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's names
  sdkScript: [async ({}, provide) => provide(await bundleSdk()), { scope: 'worker' }],
  openSdk: async ({ page, sdkScript }, provide) => provide(() => openSdkPage(page, sdkScript)),
})

const code = { ok: { code: 'code1' } }

/** How the call of the page's first script ended; waits until it did. */
function early(page: Page): Promise<unknown> {
  return page.evaluate(() => window.sdk.early)
}

/** Whether that call is still waiting. */
function isWaiting(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    Promise.race([
      window.sdk.early.then(() => false),
      new Promise<boolean>((resolve) => setTimeout(resolve, 0, true)),
    ]),
  )
}

test('is a browser without a bridge', { tag: '@browser' }, async ({ page, openSdk, client }) => {
  await openSdk()
  expect(await page.evaluate(() => window.sdk.dd.env.platform)).toBe('notInDingTalk')
  expect(await early(page)).toEqual({
    cause: expect.objectContaining({ message: expect.stringContaining('ERROR 4040') }),
  })
  expect(client.calls).toEqual([])
})

test.describe('with the real SDK above', { tag: '@every-client' }, () => {
  test('is the platform it plays', async ({ page, openSdk, platform }) => {
    await openSdk()
    const { env } = await page.evaluate(() => ({ env: window.sdk.dd.env }))
    expect(env).toMatchObject({ platform, version: expect.stringMatching(/^7\.6\./) })
  })

  test('answers a call of the first script', async ({ page, openSdk, client }) => {
    client.answer(authCodeCall, code)
    await openSdk()
    expect(await early(page)).toEqual({ code: 'code1' })
    expect(client.callsOf(authCodeCall)).toEqual([{ corpId: 'ding1', clientId: 'app1' }])
  })

  test('answers by what is asked, and one call at a time', async ({ page, openSdk, client }) => {
    client.answer(authCodeCall, ({ corpId }) => ({ ok: { code: `of ${String(corpId)}` } }))
    await openSdk()
    const codes = await page.evaluate(() =>
      Promise.all(
        ['ding2', 'ding3'].map((corpId) => window.sdk.requestAuthCode({ corpId, clientId: 'a' })),
      ),
    )
    expect(codes).toEqual([{ code: 'of ding2' }, { code: 'of ding3' }])
  })

  for (const errorCode of ['7', '-1']) {
    test(`refuses with native code ${errorCode}`, async ({ page, openSdk, client }) => {
      const fail = { errorCode, errorMessage: 'no' }
      client.answer(authCodeCall, { fail })
      await openSdk()
      expect(await early(page)).toEqual({ cause: fail })
    })
  }

  test('leaves the page waiting', async ({ page, openSdk, client }) => {
    await page.clock.install()
    client.answer(authCodeCall, ({ corpId }) => (corpId === 'ding1' ? 'never' : code))
    await openSdk()
    await page.clock.fastForward('01:00:00')
    // A later call is answered, so that the wait is not for the client's slowness.
    const later = { corpId: 'ding2', clientId: 'app1' }
    expect(await page.evaluate((words) => window.sdk.requestAuthCode(words), later)).toEqual(
      code.ok,
    )
    expect(await isWaiting(page)).toBe(true)
  })
})

test.describe('whose bridge appears late', { tag: ['@android', '@ios', '@harmony'] }, () => {
  test.use({ bridgeDelay: 400 })

  test('answers once it is there', async ({ page, openSdk, client }) => {
    client.answer(authCodeCall, code)
    await openSdk()
    expect(await early(page)).toEqual({ code: 'code1' })
    expect(await page.evaluate(() => performance.now())).toBeGreaterThan(400)
  })
})

test.describe('whose bridge never appears', { tag: ['@android', '@ios', '@harmony'] }, () => {
  test.use({ bridgeDelay: 'never' })

  test('is a client all the same, and leaves the page waiting', async ({
    page,
    openSdk,
    client,
    platform,
  }) => {
    await page.clock.install()
    await openSdk()
    expect(await page.evaluate(() => window.sdk.dd.env.platform)).toBe(platform)
    await page.clock.fastForward('01:00:00')
    expect(await isWaiting(page)).toBe(true)
    expect(client.calls).toEqual([])
  })
})

test.describe('whose bridge never appears, on PC', { tag: '@pc' }, () => {
  test.use({ bridgeDelay: 'never' })

  test('is taken for a browser', async ({ page, openSdk }) => {
    await openSdk()
    expect(await page.evaluate(() => window.sdk.dd.env.platform)).toBe('notInDingTalk')
    expect(await early(page)).toEqual({ cause: expect.any(Error) })
  })
})

test(
  'presses back, which a page may take',
  { tag: ['@android', '@harmony'] },
  async ({ page, openSdk, client }) => {
    await openSdk()
    expect(await client.pressBack(page)).toBe(false)
    await page.evaluate(() => window.sdk.dd.on('backbutton', (event) => event.preventDefault()))
    expect(await client.pressBack(page)).toBe(true)
  },
)

test(
  'goes back on iOS, which a page may take',
  { tag: '@ios' },
  async ({ page, openSdk, client }) => {
    await openSdk()
    expect(await client.goBack(page)).toBe(false)
    await page.evaluate(() => window.sdk.dd.on('goBack', (event) => event.preventDefault()))
    expect(await client.goBack(page)).toBe(true)
  },
)

test(
  'comes to the front again',
  { tag: ['@android', '@ios', '@harmony'] },
  async ({ page, openSdk, client }) => {
    await openSdk()
    await page.evaluate(() => window.sdk.dd.on('resume', () => (document.title = 'resumed')))
    await client.resume(page)
    await expect(page).toHaveTitle('resumed')
  },
)

test('sends events on PC', { tag: '@pc' }, async ({ page, openSdk, client }) => {
  await openSdk()
  await page.evaluate(() =>
    window.sdk.dd.on('titleChanged', ({ title }) => (document.title = title)),
  )
  await client.emit(page, 'titleChanged', { title: 'from the client' })
  await expect(page).toHaveTitle('from the client')
})
