import type { Page } from '@playwright/test'
import { authCodeCall, DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { expect, test as appTest, watchChanges } from '#e2e/fixtures/fixtures.ts'
import { PageGuard } from '#e2e/fixtures/page-guard.ts'
import { contexts, type Platform } from '#e2e/client/platforms.ts'

export { expect } from '#e2e/fixtures/fixtures.ts'

/** Another person with their own device. */
export type Visitor = { page: Page; client: DingTalkClient; guard: PageGuard }

type VisitorFixtures = {
  /**
   * Creates a device for another person, by user id; `page.goto('/flows/…')` opens the app on it.
   */
  another: (platform: Exclude<Platform, 'browser'>, person: string) => Promise<Visitor>
}

/** The app with several people at once. */
export const test = appTest.extend<VisitorFixtures>({
  another: async ({ browser, app, sandbox }, provide) => {
    const visitors: Visitor[] = []
    await provide(async (platform, person) => {
      const context = await browser.newContext({ ...contexts[platform], baseURL: app.url })
      watchChanges(context, app, sandbox)
      const client = new DingTalkClient()
      await client.install(context, { platform, bridgeDelay: 0 })
      client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode(person) } }))
      const guard = await PageGuard.watch(context)
      const visitor = { page: await context.newPage(), client, guard }
      visitors.push(visitor)
      return visitor
    })
    for (const { page, guard } of visitors) {
      expect(await guard.take(), 'went wrong on a page unseen').toEqual([])
      await page.context().close()
    }
  },
})
