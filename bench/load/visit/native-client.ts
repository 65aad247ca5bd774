import type { Page } from '@playwright/test'
import { installBridge } from '#e2e/client/native-bridges.ts'

/** A page talks to the client in one way on phones and in another on PCs. */
export type ClientPlatform = 'android' | 'pc'

/** How long the client takes to answer. */
const answerMs = 50

/**
 * Adds a DingTalk client to a page. It answers every call with an auth code, after `answerMs`. It runs
 * inside of the page, so that no traffic with the bench falls into the measured time.
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
