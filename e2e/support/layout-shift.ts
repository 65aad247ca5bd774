import type { Page } from '@playwright/test'

/** Adds up the layout shifts of the pages that are opened from now on. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let sum = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const value: unknown = Reflect.get(entry, 'value')
        sum += typeof value === 'number' ? value : 0
        document.documentElement.dataset['shift'] = String(sum)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** The sum of the shifts until now, after what was drawn last is measured. */
export async function layoutShift(page: Page): Promise<number> {
  const sum = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    return document.documentElement.dataset['shift']
  })
  return Number(sum ?? 0)
}
