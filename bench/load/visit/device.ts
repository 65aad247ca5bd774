import type { BrowserContextOptions } from '@playwright/test'
import { contexts } from '#e2e/client/platforms.ts'
import type { ClientPlatform } from './native-client.ts'

/** Playwright's options for a browser context that looks like this device. */
export function deviceOf(platform: ClientPlatform): BrowserContextOptions {
  // Playwright rejects options whose value is undefined.
  const options: BrowserContextOptions = JSON.parse(JSON.stringify(contexts[platform]))
  return options
}
