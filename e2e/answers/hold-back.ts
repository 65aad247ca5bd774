import type { Page } from '@playwright/test'

/**
 * Holds back requests to these URLs. Returns a function that releases them.
 * @param then what happens to them after that
 */
export async function holdBack(
  page: Page,
  addresses: RegExp,
  then: 'continue' | 'abort' = 'continue',
): Promise<() => void> {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(addresses, async (route) => {
    await gate
    await route[then]()
  })
  return release
}
