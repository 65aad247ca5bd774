import type { Browser, CDPSession, Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { deviceOf } from './visit/device.ts'
import type { Link } from './links/link.ts'
import { putClientBeneath } from './visit/native-client.ts'
import { newAuthCode, type Origins } from './origins/origins.ts'
import type { Milestone } from './visit/page-observer.ts'
import { SeenTimes } from './visit/seen-times.ts'
import { shortFlowId } from './origins/sample-flow.ts'

const timeoutMs = 60_000

/** A page that has all files it needs shows the status within this time. */
const quietMs = 2000

/** A file that is required for the status; bytes are compressed, without HTTP headers. */
export type NeededFile = { file: string; bytes: number }

/**
 * The files that a first visit needs to show the status: the document, and some scripts and styles.
 * Holds back all scripts and styles, then releases them one by one, in the order of the page's
 * requests, until the status is shown.
 */
export async function neededForStatus(
  browser: Browser,
  link: Link,
  { urls, sandbox }: Origins,
  status: Milestone,
): Promise<NeededFile[]> {
  const context = await browser.newContext(deviceOf('android'))
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    const watched = await SeenTimes.watch(page, cdp, { status })
    await putClientBeneath(page, 'android', await newAuthCode(sandbox, 'zhangsan'))
    await cdp.send('Network.enable')
    await link.shape(cdp)
    const held = await HeldFiles.of(cdp)
    const address = `${urls.ours}/flows/${shortFlowId}?corpId=${sandboxCorpId}`
    await page.goto(address, { waitUntil: 'commit' })
    const deadline = Date.now() + timeoutMs
    while ((await watched.seen('status', quietMs)) === null) {
      if (Date.now() > deadline) throw new Error('the app does not show a status')
      await held.releaseNext()
    }
    return await sizesOf(page, held.released)
  } finally {
    await context.close()
  }
}

/** Holds back the scripts and styles that a page requests. */
class HeldFiles {
  /** URLs of released files. */
  readonly released: string[] = []
  readonly #cdp: CDPSession
  readonly #held: { requestId: string; url: string }[] = []

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp
  }

  static async of(cdp: CDPSession): Promise<HeldFiles> {
    const files = new HeldFiles(cdp)
    cdp.on('Fetch.requestPaused', ({ requestId, request }) => {
      files.#held.push({ requestId, url: request.url })
    })
    await cdp.send('Fetch.enable', {
      patterns: [{ resourceType: 'Script' }, { resourceType: 'Stylesheet' }],
    })
    return files
  }

  async releaseNext(): Promise<void> {
    const next = this.#held.shift()
    if (next === undefined) return
    this.released.push(next.url)
    await this.#cdp.send('Fetch.continueRequest', { requestId: next.requestId })
  }
}

function sizesOf(page: Page, files: string[]): Promise<NeededFile[]> {
  return page.evaluate((addresses) => {
    const needed = new Set(addresses)
    return ['navigation', 'resource']
      .flatMap((type) => performance.getEntriesByType(type))
      .flatMap((entry) =>
        entry instanceof PerformanceResourceTiming &&
        (entry.entryType === 'navigation' || needed.has(entry.name))
          ? [{ file: new URL(entry.name).pathname, bytes: entry.encodedBodySize }]
          : [],
      )
  }, files)
}
