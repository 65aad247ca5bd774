import type { BrowserContext } from '@playwright/test'

/**
 * Removes all route handlers. A page that polls until it is closed would otherwise leave an
 * unfinished answer, which fails the run.
 */
export async function endRoutes(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' })
}
