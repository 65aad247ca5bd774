import { chromium, type Browser } from '@playwright/test'

/**
 * Records source positions while code is compiled. Playwright enables the inspector's Runtime domain,
 * for which V8 looks up the positions of each new Error, and by default parses the file again to find
 * them: 55 ms for React's file on the slow phone, which only an inspected browser spends.
 */
const withPositions = '--js-flags=--no-enable-lazy-source-positions'

/** Runs `measure` with a new Chromium, and closes the browser. */
export async function withBrowser<Result>(
  executablePath: string,
  args: string[],
  measure: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--no-first-run',
      withPositions,
      ...args,
    ],
  })
  try {
    return await measure(browser)
  } finally {
    await browser.close()
  }
}
