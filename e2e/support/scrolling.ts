import type { Locator, Page } from '@playwright/test'

/**
 * Scrolls down faster than a hard fling; returns the maximum number of these elements in the page.
 */
export async function maxWhileScrolled(page: Page, testId: string): Promise<number> {
  return page.evaluate(async (id) => {
    let most = 0
    // A full screen height in four frames.
    for (let frame = 0; frame < 120; frame += 1) {
      window.scrollBy(0, 200)
      await new Promise((resolve) => requestAnimationFrame(resolve))
      most = Math.max(most, document.querySelectorAll(`[data-testid="${id}"]`).length)
    }
    return most
  }, testId)
}

/** Where a row is once it no longer moves, in CSS pixels from the top of the screen. */
export async function placeOf(row: Locator): Promise<number> {
  return row.evaluate(async (element) => {
    let place = Number.NaN
    for (let still = 0; still < 20;) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const { top } = element.getBoundingClientRect()
      still = top === place ? still + 1 : 0
      place = top
    }
    return place
  })
}
