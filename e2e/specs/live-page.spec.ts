import { phoneClients } from '#e2e/client/platforms.ts'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { stopEvents, stopPolling } from '#e2e/support/no-polling.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'
import { readAgain, untilRead } from '#e2e/support/read-again.ts'

// An open page rereads the flow and shows what has happened.

const taskId = 'PRO-SANDBOX-SIGNING'

async function openSigning(page: Page): Promise<void> {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
}

/** Once Li Si has signed, the next signer is waited for. */
async function expectNextSigner(page: Page): Promise<void> {
  await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
  await expect(page.getByTestId('timeline-item').filter({ hasText: /签署 李四/ })).toBeVisible()
}

for (const tag of phoneClients)
  test.describe(`coming back to the page ${tag}`, () => {
    test('reads the flow again, every time', async ({ page, context, sandbox, client }) => {
      await stopPolling(context)
      await openSigning(page)
      await untilAlive(page)
      await sandbox.advance(taskId)
      await client.resume(page)
      await expectNextSigner(page)
      await sandbox.advance(taskId)
      await client.resume(page)
      await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    })
  })

for (const tag of ['@android', '@pc'])
  test(`the refresh button and coming back to the window show what has happened since ${tag}`, async ({
    page,
    context,
    sandbox,
  }) => {
    await stopPolling(context)
    await openSigning(page)
    await untilAlive(page)
    await sandbox.advance(taskId)
    await readAgain(page)
    await expectNextSigner(page)
    await setVisibility(page, 'hidden')
    await sandbox.advance(taskId)
    await setVisibility(page, 'visible')
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  })

/** Pretends that another tab covers this one, which a headless browser cannot do. */
async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => visibilityState,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

/** Returns a function that waits until this file and all that were asked for before it have come. */
function watchFiles(page: Page): (name: RegExp) => Promise<void> {
  const pending = new Set<string>()
  const fetched = new Set<string>()
  const end = (url: string) => {
    pending.delete(url)
    fetched.add(url)
  }
  page.on('request', (request) => {
    if (request.url().includes('/assets/')) pending.add(request.url())
  })
  page.on('requestfinished', (request) => end(request.url()))
  page.on('requestfailed', (request) => end(request.url()))
  return async (name) => {
    await expect.poll(() => [...fetched].some((url) => name.test(url))).toBe(true)
    await expect.poll(() => [...pending]).toEqual([])
  }
}

test.describe('a page that receives no events', () => {
  test.beforeEach(async ({ page, context, client }) => {
    await stopEvents(context)
    await page.clock.install()
    const untilFetched = watchFiles(page)
    await openSigning(page)
    await untilFetched(/\/assets\/viewer-/)
    // Not `untilAlive`, because its marks belong to the clock that is replaced here.
    await expect.poll(() => client.callsOf('biz.navigation.setTitle')).not.toEqual([])
  })

  test('reads the flow again while it is being signed, until it has ended', async ({
    page,
    sandbox,
  }) => {
    await sandbox.advance(taskId)
    await page.clock.runFor('00:10')
    await expectNextSigner(page)
    await sandbox.advance(taskId)
    await page.clock.runFor('00:10')
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    const reads = await countReads(page)
    await page.clock.runFor('10:00')
    expect(await reads()).toBe(0)
  })

  test('says how old its content is', async ({ page, context, guard }) => {
    guard.allow(
      /Failed to load resource: net::ERR_INTERNET_DISCONNECTED/,
      // Of the browser, where the network goes before it has the service worker.
      /An unknown error occurred when fetching the script/,
    )
    const freshness = page.getByTestId('freshness')
    await expect(freshness).toHaveText('')
    await context.setOffline(true)
    // Five minutes after the read, and some seconds.
    await page.clock.pauseAt(Date.now() + 5 * 60_000 + 5_000)
    await expect(freshness).toHaveText('5 分钟前更新')
    await expect(page.getByText('没有网络，恢复后自动更新。')).toBeVisible()
    await page.clock.resume()
    await context.setOffline(false)
    await expect(freshness).toHaveText('')
    await expect(page.getByText('没有网络，恢复')).toHaveCount(0)
  })

  test('goes on reading while nothing changes, says when it cannot, and reads nothing while it is hidden', async ({
    page,
    sandbox,
    guard,
  }) => {
    guard.allow(/Failed to load resource.*\/api\/flows\//)
    await page.clock.runFor('01:15')
    const reads = await countReads(page)
    // In steps of 15 seconds, so that the page is rendered between two reads.
    for (let step = 0; step < 12; step += 1) {
      await page.clock.runFor('00:15')
      await untilRead(page)
    }
    expect(await reads()).toBeGreaterThan(2)

    await sandbox.fault({ match: flowReads, status: 500 })
    await page.clock.runFor('02:00')
    await expect(page.getByText('未能更新，显示的是之前的内容。')).toBeVisible()
    await sandbox.reset()

    await setVisibility(page, 'hidden')
    const before = await reads()
    await page.clock.runFor('05:00')
    expect(await reads()).toBe(before)
    await setVisibility(page, 'visible')
    await expect.poll(reads).toBe(before + 1)
  })

  test('reads less and less often while nothing changes', async ({ page }) => {
    const release = await holdBack(page, /\/api\/flows\/[^/]+$/)
    // The read that was held back arrives now, and shows that nothing has changed for ten minutes.
    await page.clock.pauseAt(Date.now() + 10 * 60_000)
    // With touch it is there unseen.
    const refresh = page.getByRole('button', { name: '刷新', includeHidden: true })
    await expect(refresh).toBeDisabled()
    release()
    // The page renders what has arrived in the clock's next task.
    await expect(async () => {
      await page.clock.runFor(1)
      await expect(refresh).toBeEnabled({ timeout: 1 })
    }).toPass()
    const reads = await countReads(page)
    await page.clock.runFor('01:50')
    expect(await reads()).toBe(0)
    await page.clock.runFor('00:15')
    expect(await reads()).toBe(1)
  })
})

/**
 * Counts from now on how often the page reads the flow. It counts inside the page, where a request
 * is seen no later than the timer that makes it.
 */
async function countReads(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const root = document.documentElement
    root.dataset['reads'] = '0'
    window.fetch = new Proxy(window.fetch, {
      apply(fetch, self, words: Parameters<typeof window.fetch>) {
        const [address] = words
        if (typeof address === 'string' && /^\/api\/flows\/[^/]+$/.test(address))
          root.dataset['reads'] = String(Number(root.dataset['reads']) + 1)
        return Reflect.apply(fetch, self, words)
      },
    })
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset['reads']))
}
