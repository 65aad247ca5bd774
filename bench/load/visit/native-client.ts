import type { Page } from '@playwright/test'
import { installBridge } from '../../../e2e/client/native-bridges.ts'

/** Phones and PCs, the two ways to talk to the client that differ. */
export type ClientPlatform = 'android' | 'pc'

/** How long the client takes to answer. */
const answerMs = 50

/**
 * Puts a DingTalk client beneath a page that answers every call after as long as a real one takes,
 * with an auth code; inside of the page, where no traffic with the bench falls into its time.
 */
export async function putClientBeneath(
  page: Page,
  platform: ClientPlatform,
  code: string,
): Promise<void> {
  await page.addInitScript(answerCalls, { code, answerMs })
  await page.addInitScript(installBridge, { platform, bridgeDelay: 0 })
}

function answerCalls(client: { code: string; answerMs: number }): void {
  window.dingTalkNative = () =>
    new Promise((resolve) => {
      setTimeout(() => resolve({ ok: { code: client.code } }), client.answerMs)
    })
}
