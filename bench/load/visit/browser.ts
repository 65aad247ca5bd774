import { chromium, type Browser } from '@playwright/test'

/** Runs `measure` with a new Chromium, and closes the browser. */
export async function withBrowser<Result>(
  executablePath: string,
  args: string[],
  measure: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', ...args],
  })
  try {
    return await measure(browser)
  } finally {
    await browser.close()
  }
}
