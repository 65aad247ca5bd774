import type { Locator, Page } from '@playwright/test'
import { cachedFlows, cachedText, untilWorkerIsReady } from '#e2e/client/device.ts'
import { startTimeoutMs } from '#e2e/fixtures/browser-fixtures.ts'
import { expect, test as base } from '#e2e/fixtures/fixtures.ts'
import { ReleaseServer } from '#e2e/servers/release-server.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilFailurePageIsLoaded } from '#e2e/support/until-alive.ts'

// Without a network the app opens, and shows the flows that the device has kept.

const test = base.extend<{ releases: ReleaseServer }>({
  releases: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
    async ({}, provide) => {
      const releases = await ReleaseServer.start()
      await provide(releases)
      await releases.stop()
    },
    { timeout: startTimeoutMs },
  ],
})

test.beforeEach(({ guard }) =>
  guard.allow(
    /Failed to load resource: net::ERR_INTERNET_DISCONNECTED/,
    // Of parts that the page fetches when it is idle, through the worker.
    /net::ERR_FAILED.*\/assets\//,
  ),
)

async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await expect(page.getByTestId('flow-timeline')).toBeVisible()
  await expect.poll(() => cachedFlows(page)).not.toEqual([])
  await untilFailurePageIsLoaded(page)
  await untilWorkerIsReady(page)
}

test('a flow that was seen opens without a network, another one does not, and none after signing out', async ({
  page,
  context,
  sandbox,
}) => {
  await visit(page, linkTo('SIGNING'))
  await page.goto('about:blank')
  await page.clock.install({ time: Date.now() + 3 * 3_600_000 })
  await sandbox.advance('PRO-SANDBOX-SIGNING')
  await test.step('one that was seen is read again when the network is back', async () => {
    await context.setOffline(true)
    await page.goto(linkTo('SIGNING'))
    const freshness = page.getByTestId('freshness')
    const notice = page.getByTestId('flow-notice')
    await expect(notice).toContainText('没有网络，恢复后自动更新。')
    await expect(freshness).toContainText('3 小时前更新')
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 李四 签署/)
    await expect(page.getByTestId('timeline-item')).toHaveCount(11)
    await context.setOffline(false)
    await expect(freshness).toHaveText('')
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
    await expect(notice).toHaveCount(0)
  })
  await test.step('one that was not seen says that it cannot be reached', async () => {
    await context.setOffline(true)
    await page.goto(linkTo('COMPLETED'))
    const error = page.getByTestId('app-error')
    // Whether the engine knows that it is offline varies.
    await expect(error).toHaveAttribute('data-code', /^(offline|connection-failed)$/)
    await expect(error.getByRole('button', { name: '重试' })).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  })
  await test.step('nothing is shown after signing out', async () => {
    // Ends the session as signing out does. With a network, the button would sign in again.
    await page.goto('about:blank')
    expect((await page.request.delete('/api/session')).ok()).toBe(true)
    await context.setOffline(true)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('app-error')).toBeVisible()
    await expect(page.getByTestId('flow-title')).toHaveCount(0)
  })
})

test.describe('a signer', () => {
  test.use({ person: 'lisi' })

  test('is told of a missing network, and not of what it makes impossible', async ({
    page,
    context,
  }) => {
    await visit(page, linkTo('SIGNING'))
    const sign = page.getByTestId('action-bar').getByRole('button', { name: '去签署' })
    await context.setOffline(true)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-notice')).toContainText('没有网络，恢复后自动更新。')
    const failed = page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('/sign-url'),
    )
    await sign.click()
    await failed
    await expect(page.getByRole('status').filter({ hasText: '没有网络，请稍后再试' })).toHaveCount(
      1,
    )
    await expect(page.getByTestId('sign-notices')).toHaveCount(0)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
})

test('the service worker does not handle API calls, and keeps none of their answers', async ({
  page,
  context,
}) => {
  await test.step('without an earlier visit nothing can be opened without a network', async () => {
    await context.setOffline(true)
    await expect(page.goto(linkTo('SIGNING'))).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
    await context.setOffline(false)
  })
  await visit(page, linkTo('SIGNING'))
  await page.reload()
  await expect(page.getByTestId('flow-timeline')).toBeVisible()
  const sources = () =>
    page.evaluate(() => {
      const answers = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.startsWith(`${location.origin}/api/`))
      // Older versions of Chromium use the second name.
      return answers.map(
        (of) =>
          Reflect.get(of, 'workerFinalSourceType') ?? Reflect.get(of, 'workerFinalRouterSource'),
      )
    })
  // The kept flow is shown before the first answer.
  await expect.poll(sources).not.toEqual([])
  expect(new Set(await sources())).toEqual(new Set(['network']))
  await untilWorkerIsReady(page)
  const kept = await page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        paths.push(new URL(url).pathname)
    return paths
  })
  expect(kept).toContain('/')
  expect(kept.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
})

test.describe('with assistants', () => {
  test.use({ settings: { ASSISTANTS: 'on' } })

  test('the service worker leaves what other systems ask alone', async ({
    page,
    context,
    guard,
  }) => {
    guard.allow(/Failed to load resource.*(401|405).*\/mcp/)
    await visit(page, linkTo('SIGNING'))
    await page.reload()
    await expect(page.getByTestId('flow-timeline')).toBeVisible()
    const asked = page.waitForResponse('**/mcp')
    await page.evaluate(() => fetch('/mcp', { method: 'POST', body: '{}' }))
    expect((await asked).status()).toBe(401)
    expect((await asked).fromServiceWorker()).toBe(false)
    const others = { mcp: 405, 'openapi.json': 200, metrics: 200 }
    for (const [path, status] of Object.entries(others)) {
      const answer = await page.goto(`/${path}`)
      expect([path, answer?.status()]).toEqual([path, status])
      expect(answer?.headers()['content-type'], path).not.toContain('text/html')
    }
    // The worker does answer for pages.
    expect((await page.goto(linkTo('SIGNING')))?.fromServiceWorker()).toBe(true)
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await context.setOffline(true)
    for (const path of Object.keys(others))
      await expect(page.goto(`/${path}`)).rejects.toThrow(/ERR_(INTERNET_DISCONNECTED|FAILED)/)
  })
})

test.describe('a new release', () => {
  // Each release runs on its own sandbox, with its own sessions.
  test.beforeEach(({ guard, client, releases }) => {
    // The tests themselves start further releases.
    test.slow()
    guard.allow(/Failed to load resource.*401.*\/api\//, /ERR_INCOMPLETE_CHUNKED_ENCODING.*events/)
    // A page of the release before cannot load the files that it did not need until now.
    guard.allow(
      /Failed to load resource.*(404|ERR_FAILED).*\/assets\//,
      /Refused to apply style.*\/assets\//,
    )
    releases.giveCodes(client, 'zhangsan')
  })

  test.afterEach(({ page }) => leave(page))

  test('is used from the visit after the one that found it, with and without a network', async ({
    page,
    context,
    releases,
  }) => {
    const address = `${releases.url}${linkTo('SIGNING')}`
    await visit(page, address)
    await test.step('only a reload waits for it', async () => {
      await leave(page)
      await releases.release('second')
      const releasePages = releases.holdPages()
      await page.goto(address)
      await expect(page.getByTestId('flow-status')).toBeVisible()
      await expect(page.getByTestId('freshness')).toHaveText('')
      await expect(appScript(page)).not.toHaveAttribute('href', /second/)
      const reloaded = page.reload()
      releasePages()
      await reloaded
      await expect(appScript(page)).toHaveAttribute('href', /second/)
      await expect(page.getByTestId('flow-status')).toBeVisible()
      await untilKept(page, 'second')
    })
    await test.step('also where the clock was ahead when the one before was kept', async () => {
      await renameKept(page, `release-${Date.now() + 30 * 24 * 3_600_000}`)
      await leave(page)
      await releases.release('third')
      // This visit still shows the release before, and keeps the new one for the next.
      await page.goto(address)
      await expect(page.getByTestId('flow-status')).toBeVisible()
      await expect(appScript(page)).not.toHaveAttribute('href', /third/)
      // Once nobody has touched it for a moment, it reloads itself.
      await expect(appScript(page)).toHaveAttribute('href', /third/)
      await untilKept(page, 'third')
      // A flow that was read while the session was renewed is not kept.
      await expect.poll(() => cachedText(page)).toMatch(/"owner":"[^"]*third/)
      // The worker may see the new cache entry some hundred milliseconds after the page does.
      await expect(async () => {
        await page.goto(address)
        await expect(appScript(page)).toHaveAttribute('href', /third/, { timeout: 1000 })
      }).toPass()
      await expect(page.getByTestId('flow-status')).toBeVisible()
    })
    // The kept flow belongs to the new release; what earlier releases kept is gone.
    await expect.poll(() => cachedText(page)).toMatch(/"owner":"[^"]*third[^"]*","content":{"view"/)
    await context.setOffline(true)
    await page.goto(address)
    await expect(appScript(page)).toHaveAttribute('href', /third/)
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(2)
  })

  test('that no page has loaded makes way for the next one', async ({ page, releases }) => {
    const address = `${releases.url}${linkTo('SIGNING')}`
    await page.addInitScript(() => {
      // A blank page has no storage.
      if (location.protocol !== 'about:' && sessionStorage.getItem('reload') === 'held')
        addEventListener('before-own-reload', (event) => event.preventDefault())
    })
    await visit(page, address)
    await page.evaluate(() => sessionStorage.setItem('reload', 'held'))
    await leave(page)
    await releases.release('second')
    await page.goto(address)
    await untilKept(page, 'second')
    await page.evaluate(() => sessionStorage.removeItem('reload'))
    await leave(page)
    await releases.release('third')
    await page.goto(address)
    // Only what the worker has kept is left of the second.
    await expect(appScript(page)).toHaveAttribute('href', /second/)
    await expect(appScript(page)).toHaveAttribute('href', /third/)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  })

  test('reloads an open page once, when nothing is open over it', async ({ page, releases }) => {
    await visit(page, `${releases.url}${linkTo('SIGNING')}`)
    const share = page.getByTestId('action-bar').getByRole('button', { name: '分享' })
    await share.click()
    await expect(page.getByRole('dialog', { name: '分享进度' })).toBeVisible()
    const before = await page.locator('meta[name=release]').getAttribute('content')
    const ofSecond = page.waitForResponse(
      (answer) => ![before, undefined].includes(answer.headers()['x-release']),
    )
    await releases.release('second')
    await ofSecond
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(appScript(page)).not.toHaveAttribute('href', /second/)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(appScript(page)).toHaveAttribute('href', /second/)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    expect(await page.locator('meta[name=release]').getAttribute('content')).not.toBe(before)
  })
})

/** An open page would log an error when its server stops. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank')
}

function appScript(page: Page): Locator {
  return page.locator('link[href*="/assets/app-"][href*=".js"]')
}

/** Gives the cache of the newest release that is kept another name. */
async function renameKept(page: Page, name: string): Promise<void> {
  await page.evaluate(async (newName) => {
    const oldName = (await caches.keys()).toSorted().at(-1) ?? ''
    const [before, after] = [await caches.open(oldName), await caches.open(newName)]
    for (const request of await before.keys()) {
      const kept = await before.match(request)
      if (kept) await after.put(request, kept)
    }
    await caches.delete(oldName)
  }, name)
}

/** Waits until the service worker has kept this release's page, with its boot script. */
async function untilKept(page: Page, release: string): Promise<void> {
  const isKept = () =>
    page.evaluate(async (name) => {
      const names = await caches.keys()
      const cache = await caches.open(names.toSorted().at(-1) ?? 'none')
      const html = await (await cache.match('/'))?.text()
      return html?.includes(`${name}.js`) === true
    }, release)
  // `waitForFunction` would take a promise for true.
  await expect.poll(isKept).toBe(true)
}
