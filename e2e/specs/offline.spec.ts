import type { Locator, Page } from '@playwright/test'
import { authCodeCall } from '../client/dingtalk-client.ts'
import { keptFlows, keptText, untilWorkerIsReady } from '../client/device.ts'
import { expect, test as base } from '../support/fixtures.ts'
import { ReleaseServer } from '../servers/release-server.ts'
import { SandboxControl } from '../support/sandbox-control.ts'
import { linkTo } from '../support/seeds.ts'

// Without a network the app opens, and shows what the device last saw.

const test = base.extend<{ releases: ReleaseServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
  releases: async ({}, provide) => {
    const releases = await ReleaseServer.start()
    await provide(releases)
    await releases.stop()
  },
})

test.use({ serviceWorkers: 'allow' })

test.beforeEach(({ guard }) =>
  guard.allow(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/),
)

async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await expect(page.getByTestId('flow-timeline')).toBeVisible()
  await expect.poll(() => keptFlows(page)).not.toEqual([])
  await untilWorkerIsReady(page)
}

test.describe('a flow that was seen', { tag: ['@android', '@pc'] }, () => {
  test('opens without a network, and is read when there is one again', async ({
    page,
    context,
    sandbox,
  }) => {
    await page.clock.install()
    await visit(page, linkTo('SIGNING'))
    await page.goto('about:blank')
    await page.clock.fastForward('03:00:00')
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await context.setOffline(true)
    await page.goto(linkTo('SIGNING'))
    const freshness = page.getByTestId('flow-freshness')
    const notice = page.getByTestId('flow-notice')
    await expect(notice).toContainText('网络不通，恢复后自动更新。')
    await expect(freshness).toContainText('3 小时前更新')
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 李四 签署/)
    await expect(page.getByTestId('timeline-item')).toHaveCount(11)
    await context.setOffline(false)
    await expect(freshness).toContainText('刚刚更新')
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
    await expect(notice).toHaveCount(0)
  })
})

test('answers of the proxy pass the worker by', async ({ page }) => {
  await visit(page, linkTo('SIGNING'))
  await page.reload()
  await expect(page.getByTestId('flow-timeline')).toBeVisible()
  const sources = () =>
    page.evaluate(() => {
      const answers = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.startsWith(`${location.origin}/api/`))
      // Chromium once had another name for it.
      return answers.map(
        (of) =>
          Reflect.get(of, 'workerFinalSourceType') ?? Reflect.get(of, 'workerFinalRouterSource'),
      )
    })
  // The flow is there before it has been read again.
  await expect.poll(sources).not.toEqual([])
  expect(new Set(await sources())).toEqual(new Set(['network']))
})

test('a flow that was not seen says that it cannot be reached', async ({ page, context }) => {
  await visit(page, linkTo('SIGNING'))
  await context.setOffline(true)
  await page.goto(linkTo('COMPLETED'))
  const error = page.getByTestId('app-error')
  // Which of them depends on what the engine knows of the network.
  await expect(error).toHaveAttribute('data-code', /^(offline|connection-failed)$/)
  await expect(error.getByRole('button', { name: '重试' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByTestId('flow-status')).toHaveText('已完成')
})

test('the person who was never here sees nothing of the app without a network', async ({
  page,
  context,
}) => {
  await context.setOffline(true)
  await expect(page.goto(linkTo('SIGNING'))).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
})

test('after signing out, there is nothing to be seen without a network', async ({
  page,
  context,
}) => {
  await visit(page, linkTo('SIGNING'))
  // As signing out does; the client signs in again at once where there is a network.
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
  await context.setOffline(true)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('app-error')).toBeVisible()
  await expect(page.getByTestId('flow-title')).toHaveCount(0)
})

test('the worker keeps nothing that the proxy says', async ({ page }) => {
  await visit(page, linkTo('SIGNING'))
  await page.reload()
  await expect(page.getByTestId('flow-status')).toBeVisible()
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

test.describe('a new release', () => {
  // Each release has a sandbox of its own, and sessions of its own.
  test.beforeEach(({ guard, client, releases }) => {
    guard.allow(/Failed to load resource.*401.*\/api\//, /ERR_INCOMPLETE_CHUNKED_ENCODING.*events/)
    // A page of the release before, or without a network, cannot have what it did not need until now.
    guard.allow(
      /Failed to load resource.*(404|ERR_FAILED).*\/assets\//,
      /Refused to apply style.*\/assets\//,
    )
    const sandbox = new SandboxControl(releases.url)
    client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode('zhangsan') } }))
  })

  test.afterEach(({ page }) => leave(page))

  test('is there once it was seen that there is one, with a network and without', async ({
    page,
    context,
    releases,
  }) => {
    const address = `${releases.url}${linkTo('SIGNING')}`
    await visit(page, address)
    for (const name of ['second', 'third']) {
      await leave(page)
      await releases.release(name)
      // The page of the release before is shown once more, and the new one kept.
      await page.goto(address)
      await expect(page.getByTestId('flow-status')).toBeVisible()
      await untilKept(page, name)
      // What the page sees kept, the worker may see some hundred milliseconds later.
      await expect(async () => {
        await page.goto(address)
        await expect(appScript(page)).toHaveAttribute('href', new RegExp(name), { timeout: 1000 })
      }).toPass()
      await expect(page.getByTestId('flow-status')).toBeVisible()
    }
    // What the releases before kept is not for this one.
    await expect.poll(() => keptText(page)).toMatch(/"owner":"[^"]*third[^"]*","content":{"view"/)
    await context.setOffline(true)
    await page.goto(address)
    await expect(appScript(page)).toHaveAttribute('href', /third/)
    await expect(page.getByTestId('flow-status')).toBeVisible()
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(2)
  })

  test('is waited for by nobody but who reloads', async ({ page, releases }) => {
    const address = `${releases.url}${linkTo('SIGNING')}`
    await visit(page, address)
    await leave(page)
    await releases.release('second')
    const letGo = releases.holdPages()
    await page.goto(address)
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expect(page.getByTestId('flow-freshness')).toContainText('刚刚更新')
    await expect(appScript(page)).not.toHaveAttribute('href', /second/)
    const reloaded = page.reload()
    letGo()
    await reloaded
    await expect(appScript(page)).toHaveAttribute('href', /second/)
    await expect(page.getByTestId('flow-status')).toBeVisible()
  })
})

/** A page that is open would ask the server, and fail, just when that goes. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank')
}

function appScript(page: Page): Locator {
  return page.locator('link[href*="/assets/app-"][href*=".js"]')
}

/** Waits until the page of a release is the one that is kept, with its boot script. */
async function untilKept(page: Page, release: string): Promise<void> {
  await page.waitForFunction(async (name) => {
    const names = await caches.keys()
    const cache = await caches.open(names.toSorted().at(-1) ?? 'none')
    const html = await (await cache.match('/'))?.text()
    return html?.includes(`${name}.js`) === true
  }, release)
}
