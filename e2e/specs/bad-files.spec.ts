import type { Page } from '@playwright/test'
import { untilWorkerIsReady } from '#e2e/client/device.ts'
import { announced } from '#e2e/support/announced.ts'
import { startTimeoutMs } from '#e2e/fixtures/browser-fixtures.ts'
import { expect, test as base } from '#e2e/fixtures/fixtures.ts'
import { ReleaseServer } from '#e2e/servers/release-server.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// A gateway answers a file of the app with a page of its own. Nothing of that stays on the device.

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

test.beforeEach(({ guard, client, releases }) => {
  guard.allow(
    /MIME type/,
    /dynamically imported module/,
    /Unexpected end of input/,
    // Each release has its own sessions.
    /Failed to load resource.*401.*\/api\//,
  )
  releases.giveCodes(client, 'zhangsan')
})

test.afterEach(async ({ page }) => {
  // An open page would log an error when its server stops.
  await page.goto('about:blank')
})

const shareSheet = /\/assets\/action-sheet-/

/** The page of the person, whose file is kept with the release. */
const mePage = /\/assets\/me-page-/

test('a file that a gateway answered is not kept, and is asked for again', async ({
  page,
  releases,
}) => {
  const me = page.getByRole('radiogroup', { name: '语言' })
  await visit(page, releases.url)
  await test.step('the page says so, and the next tap loads it', async () => {
    releases.takePaths(shareSheet)
    const share = page.getByTestId('action-bar').getByRole('button', { name: '分享' })
    const announcement = announced(page, '没有网络，请稍后再试')
    await share.click()
    await announcement
    expect(await keptPaths(page, shareSheet)).toEqual([])
    releases.takePaths(null)
    await share.click()
    await expect(page.getByRole('dialog', { name: '分享进度' })).toBeVisible()
    await expect.poll(() => keptPaths(page, shareSheet)).toHaveLength(1)
  })
  await test.step('one that is on the device all the same is dropped', async () => {
    await replaceKept(page, mePage, 'text/html', '<!doctype html><h1>Log in</h1>')
    await page.goto(`${releases.url}/me`)
    await expect(me).toBeVisible()
    expect(await keptTypes(page)).not.toContain('text/html')
  })
  await test.step('also one that was broken off', async () => {
    await replaceKept(page, mePage, 'text/javascript', 'const x = {')
    await page.goto(`${releases.url}/me`)
    await expect(me).toBeVisible()
  })
  await test.step('also one without which nothing starts', async () => {
    await replaceKept(page, /\/assets\/app-.*\.js$/, 'text/javascript', 'const x = {')
    await replaceKept(page, /\/assets\/app-.*\.css$/, 'text/html', '<!doctype html>')
    await page.goto(`${releases.url}${linkTo('SIGNING')}`)
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expect(page.getByTestId('flow-timeline')).toBeVisible()
    await expect(page.locator('#boot-failure')).toHaveCount(0)
  })
})

test('a release with a file that a gateway answered is kept by a later visit', async ({
  page,
  releases,
  guard,
}) => {
  test.slow()
  // Before it reloads itself, a page of the release before may ask for parts that it had not kept.
  guard.allow(/Failed to load resource.*404.*\/assets\//)
  const address = `${releases.url}${linkTo('SIGNING')}`
  await visit(page, releases.url)
  await page.goto('about:blank')
  await releases.release('second')
  await test.step('until then, the one before is used', async () => {
    releases.takePaths(/\/assets\/react-/)
    const refused = page.context().waitForEvent('response', (answer) => /react-/.test(answer.url()))
    await page.goto(address)
    await refused
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expect.poll(() => keptReleases(page)).toEqual([false])
  })
  await test.step('it is complete once the gateway is gone', async () => {
    releases.takePaths(null)
    await page.goto(address)
    // The page of before finds an answer of the release, and reloads itself for it.
    await expect(page.locator('link[href*="second"]').first()).toBeAttached()
    // All files of a release are fetched, and their bytes checked: seconds on a busy machine.
    await expect.poll(() => keptReleases(page), { timeout: 60_000 }).toEqual([false, true])
    expect(await keptTypes(page)).not.toContain('text/html')
    await page.goto(address)
    await expect(page.locator('link[href*="second"]').first()).toBeAttached()
    await expect(page.getByTestId('flow-status')).toBeVisible()
  })
})

test('what a page loads two seconds later is kept with its release before', async ({
  page,
  releases,
}) => {
  await page.addInitScript(() => {
    const later = window.setTimeout.bind(window)
    Object.assign(window, {
      setTimeout: (work: TimerHandler, delay = 0, ...words: unknown[]) =>
        delay === 2000 ? 0 : later(work, delay, ...words),
    })
  })
  await visit(page, releases.url)
  const parts = await keptPaths(page, /\/assets\/animated-parts-/)
  expect(parts.filter((path) => path.endsWith('.js'))).toHaveLength(1)
})

async function visit(page: Page, url: string): Promise<void> {
  await page.goto(`${url}${linkTo('SIGNING')}`)
  await expect(page.getByTestId('flow-timeline')).toBeVisible()
  await untilWorkerIsReady(page)
}

/** The content types of the files that the worker has kept. */
function keptTypes(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => {
    const types: (string | undefined)[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        if (request.url.includes('/assets/'))
          types.push((await cache.match(request))?.headers.get('content-type')?.split(';')[0])
    }
    return types
  })
}

function keptPaths(page: Page, path: RegExp): Promise<string[]> {
  return page.evaluate(async (source) => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        if (new RegExp(source).test(url)) found.push(url)
    return found
  }, path.source)
}

/** For each kept release, whether it is the second. */
function keptReleases(page: Page): Promise<boolean[]> {
  return page.evaluate(async () => {
    const second: boolean[] = []
    for (const name of (await caches.keys()).toSorted())
      second.push(
        (await (await (await caches.open(name)).match('/'))?.text())?.includes('second') === true,
      )
    return second
  })
}

/** Puts other content in the place of a kept file. */
async function replaceKept(page: Page, path: RegExp, type: string, body: string): Promise<void> {
  const replaced = await page.evaluate(
    async ({ source, contentType, content }) => {
      let count = 0
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
          if (!new RegExp(source).test(request.url)) continue
          const headers = { 'content-type': contentType }
          await cache.put(request, new Response(content, { headers }))
          count += 1
        }
      }
      return count
    },
    { source: path.source, contentType: type, content: body },
  )
  expect(replaced).toBe(1)
}
