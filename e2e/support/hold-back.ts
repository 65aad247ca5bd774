import type { Page } from '@playwright/test'

/** Holds back requests to these URLs. Returns a function that releases them. */
export async function holdBack(page: Page, addresses: RegExp): Promise<() => void> {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(addresses, async (route) => {
    await gate
    await route.continue()
  })
  return letGo
}
