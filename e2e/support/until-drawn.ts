import type { Page } from '@playwright/test'

/** Waits two frames, after which everything received is rendered. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
}
