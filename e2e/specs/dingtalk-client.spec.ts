import { everyClient, phoneClients } from '#e2e/client/platforms.ts'
import { expect, type Page } from '@playwright/test'
import { startTimeoutMs, test as base } from '#e2e/fixtures/browser-fixtures.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { bundleSdk, openSdkPage } from '#e2e/client/sdk-page.ts'

// Tests the emulated client with the real dingtalk-jsapi, because the other tests rely on it.

const test = base.extend<{ openSdk: () => Promise<void> }, { sdkScript: string }>({
  sdkScript: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's names
    async ({}, provide) => provide(await bundleSdk()),
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  openSdk: async ({ page, sdkScript }, provide) => provide(() => openSdkPage(page, sdkScript)),
})

const code = { ok: { code: 'code1' } }

/** Waits for the outcome of the call in the page's first script. */
function early(page: Page): Promise<unknown> {
  return page.evaluate(() => window.sdk.early)
}

/** Whether the first script's call is still pending. */
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

for (const tag of everyClient)
  test.describe(`with the real SDK above ${tag}`, () => {
    test('is recognised as its platform, and answers and refuses', async ({
      page,
      openSdk,
      client,
      platform,
    }) => {
      client.answer(authCodeCall, code)
      await openSdk()
      const { env } = await page.evaluate(() => ({ env: window.sdk.dd.env }))
      expect(env).toMatchObject({ platform, version: expect.stringMatching(/^7\.6\./) })
      await test.step('a call that the first script makes', async () => {
        expect(await early(page)).toEqual({ code: 'code1' })
        expect(client.callsOf(authCodeCall)).toEqual([{ corpId: 'ding1', clientId: 'app1' }])
      })
      await test.step('depending on the parameters, one call at a time', async () => {
        client.answer(authCodeCall, ({ corpId }) => ({ ok: { code: `of ${String(corpId)}` } }))
        const codes = await page.evaluate(() =>
          Promise.all(
            ['ding2', 'ding3'].map((corpId) =>
              window.sdk.requestAuthCode({ corpId, clientId: 'a' }),
            ),
          ),
        )
        expect(codes).toEqual([{ code: 'of ding2' }, { code: 'of ding3' }])
      })
      for (const errorCode of ['7', '-1'])
        await test.step(`with native code ${errorCode}`, async () => {
          const fail = { errorCode, errorMessage: 'no' }
          client.answer(authCodeCall, { fail })
          await openSdk()
          expect(await early(page)).toEqual({ cause: fail })
        })
    })

    test('leaves a call pending', async ({ page, openSdk, client }) => {
      await page.clock.install()
      client.answer(authCodeCall, ({ corpId }) => (corpId === 'ding1' ? 'never' : code))
      await openSdk()
      await page.clock.fastForward('01:00:00')
      // The answer to a later call shows that the first is not merely slow.
      const later = { corpId: 'ding2', clientId: 'app1' }
      expect(await page.evaluate((words) => window.sdk.requestAuthCode(words), later)).toEqual(
        code.ok,
      )
      expect(await isWaiting(page)).toBe(true)
    })
  })

for (const tag of phoneClients)
  test.describe(`whose bridge appears late ${tag}`, () => {
    test.use({ bridgeDelay: 400 })

    test('answers once the bridge has appeared', async ({ page, openSdk, client }) => {
      client.answer(authCodeCall, code)
      await openSdk()
      expect(await early(page)).toEqual({ code: 'code1' })
      expect(await page.evaluate(() => performance.now())).toBeGreaterThan(400)
    })
  })

for (const tag of phoneClients)
  test.describe(`whose bridge never appears ${tag}`, () => {
    test.use({ bridgeDelay: 'never' })

    test('is still recognised as a client, and leaves a call pending', async ({
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

for (const tag of phoneClients)
  test(`sends an event for going back, which a page may cancel, and one for returning to the front ${tag}`, async ({
    page,
    openSdk,
    client,
    platform,
  }) => {
    const isIos = platform === 'ios'
    const goBack = () => (isIos ? client.goBack(page) : client.pressBack(page))
    await openSdk()
    expect(await goBack()).toBe(false)
    await page.evaluate(
      (event) => window.sdk.dd.on(event, (back) => back.preventDefault()),
      isIos ? ('goBack' as const) : ('backbutton' as const),
    )
    expect(await goBack()).toBe(true)
    await page.evaluate(() => window.sdk.dd.on('resume', () => (document.title = 'resumed')))
    await client.resume(page)
    await expect(page).toHaveTitle('resumed')
  })

test('sends events on PC', { tag: '@pc' }, async ({ page, openSdk, client }) => {
  await openSdk()
  await page.evaluate(() =>
    window.sdk.dd.on('titleChanged', ({ title }) => (document.title = title)),
  )
  await client.emit(page, 'titleChanged', { title: 'from the client' })
  await expect(page).toHaveTitle('from the client')
})
