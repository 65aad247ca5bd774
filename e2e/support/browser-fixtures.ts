import { expect, test as base, type BrowserContext, type TestInfo } from '@playwright/test'
import { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { endRoutes } from './end-routes.ts'
import { PageGuard } from './page-guard.ts'
import type { PlatformOptions } from '#e2e/client/platforms.ts'

export type BrowserFixtures = {
  /** The DingTalk client of the project's platform, beneath every page. */
  client: DingTalkClient
  /** Fails the test when something goes wrong on a page unseen. */
  guard: PageGuard
}

/** Playwright's own option takes a screenshot of every test, and deletes those of the passed ones. */
async function attachScreenshots(context: BrowserContext, testInfo: TestInfo): Promise<void> {
  for (const page of context.pages()) {
    // oxlint-disable-next-line no-await-in-loop
    const body = await page.screenshot({ timeout: 5_000 }).catch(() => null)
    // oxlint-disable-next-line no-await-in-loop
    if (body !== null) await testInfo.attach(page.url(), { body, contentType: 'image/png' })
  }
}

/** How long a fixture may build or start something; none of it counts as the test's time. */
export const startTimeoutMs = 180_000

/** A browser with a DingTalk client beneath it, without the app. */
export const test = base.extend<PlatformOptions & BrowserFixtures>({
  platform: ['browser', { option: true }],
  bridgeDelay: [0, { option: true }],
  client: [
    async ({ context, platform, bridgeDelay }, provide) => {
      const client = new DingTalkClient()
      await client.install(context, { platform, bridgeDelay })
      await provide(client)
    },
    { auto: true },
  ],
  guard: [
    async ({ context }, provide, testInfo) => {
      const guard = await PageGuard.watch(context)
      await provide(guard)
      const found = await guard.take()
      if (found.length > 0 || testInfo.errors.length > 0) await attachScreenshots(context, testInfo)
      await endRoutes(context)
      expect(found, 'went wrong on a page unseen').toEqual([])
    },
    { auto: true },
  ],
})
