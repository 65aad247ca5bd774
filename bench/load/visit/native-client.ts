import type { Page } from '@playwright/test'
import { installBridge } from '#e2e/client/native-bridges.ts'

/** A page talks to the client differently on phones and on PCs. */
export type ClientPlatform = 'android' | 'pc'

/** How long the client takes to answer. */
const answerMs = 50

/**
 * Adds a DingTalk client to a page. It answers every call with an auth code, after `answerMs`. It
 * runs inside the page, so that traffic with the bench does not add to the measured time.
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
