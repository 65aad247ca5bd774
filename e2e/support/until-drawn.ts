import type { Page } from '@playwright/test'

/** Waits two frames: what the page has been told by now is drawn. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
}
