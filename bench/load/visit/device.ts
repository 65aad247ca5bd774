import type { BrowserContextOptions } from '@playwright/test'
import { contexts } from '../../../e2e/client/platforms.ts'
import type { ClientPlatform } from './native-client.ts'

/** What a browser has to be like to pass for one on this device. */
export function deviceOf(platform: ClientPlatform): BrowserContextOptions {
  // Playwright takes no options that are there and undefined.
  const options: BrowserContextOptions = JSON.parse(JSON.stringify(contexts[platform]))
  return options
}
