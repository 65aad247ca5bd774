import { expect, test as base, type BrowserContext, type TestInfo } from '@playwright/test'
import { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { endRoutes } from './end-routes.ts'
import { PageGuard } from './page-guard.ts'
import type { PlatformOptions } from '#e2e/client/platforms.ts'

export type BrowserFixtures = {
  /** The DingTalk client of the project's platform, installed in every page. */
  client: DingTalkClient
  /** Fails the test on errors that are invisible on the page. */
  guard: PageGuard
}

/** Playwright's own option takes a screenshot of every test and deletes those of passed tests. */
async function attachScreenshots(context: BrowserContext, testInfo: TestInfo): Promise<void> {
  for (const page of context.pages()) {
    // oxlint-disable-next-line no-await-in-loop
    const body = await page.screenshot({ timeout: 5_000 }).catch(() => null)
    // oxlint-disable-next-line no-await-in-loop
    if (body !== null) await testInfo.attach(page.url(), { body, contentType: 'image/png' })
  }
}

/**
 * The time limit of fixtures that build or start something; it does not count towards the test's
 * timeout.
 */
export const startTimeoutMs = 180_000

/** A browser with an emulated DingTalk client, without the app. */
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
