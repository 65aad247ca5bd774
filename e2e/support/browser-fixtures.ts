import { expect, test as base } from '@playwright/test'
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
    async ({ context }, provide) => {
      const guard = await PageGuard.watch(context)
      await provide(guard)
      const found = await guard.take()
      await endRoutes(context)
      expect(found, 'went wrong on a page unseen').toEqual([])
    },
    { auto: true },
  ],
})
