import type { Page } from '@playwright/test'

/** Holds requests to these addresses back until they are let go. */
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
