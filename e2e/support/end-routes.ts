import type { BrowserContext } from '@playwright/test'

/**
 * Has no test answer pages any more. One that asks until it is closed would otherwise leave an answer
 * half given, which fails the run.
 */
export async function endRoutes(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' })
}
