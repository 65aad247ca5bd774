import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { deviceOf } from './device.ts'
import type { Link } from './link.ts'
import { putClientBeneath } from './native-client.ts'
import { newAuthCode, type Origins } from './origins.ts'
import { shortFlowId } from './sample-flow.ts'

const patienceMs = 60_000

/** A part of what had to be there, compressed, without HTTP headers. */
export type NeededFile = { file: string; bytes: number }

/**
 * What the status needed to show, on a first visit: the document, the styles that were there, and
 * the scripts that had run. What merely had arrived by then is not counted; what stands in the
 * document is. The page is stopped at that moment to look, so this is no visit to take times from.
 */
export async function neededForStatus(
  browser: Browser,
  link: Link,
  { urls, sandbox }: Origins,
): Promise<NeededFile[]> {
  const context = await browser.newContext(deviceOf('android'))
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await page.addInitScript('globalThis.__name = (of) => of')
    await page.addInitScript(stopAtStatus)
    await putClientBeneath(page, 'android', await newAuthCode(sandbox, 'zhangsan'))
    await cdp.send('Network.enable')
    await link.shape(cdp)
    const ran = scriptsRunAtStop(cdp)
    await Promise.all([cdp.send('Debugger.enable'), cdp.send('Profiler.enable')])
    await cdp.send('Profiler.startPreciseCoverage', { callCount: false, detailed: false })
    await page.goto(`${urls.ours}/flows/${shortFlowId}?corpId=${sandboxCorpId}`)
    const scripts = await Promise.race([ran, giveUp()])
    return await sizesOf(page, scripts)
  } finally {
    await context.close()
  }
}

async function giveUp(): Promise<never> {
  await delay(patienceMs, undefined, { ref: false })
  throw new Error('the app does not show a status')
}

/** Runs in the page. */
function stopAtStatus(): void {
  const observer = new MutationObserver(() => {
    const status = document.querySelector('[data-testid=flow-status]')
    if (!status?.textContent) return
    observer.disconnect()
    const styles = [...document.styleSheets].flatMap(({ href }) => (href === null ? [] : [href]))
    Object.assign(window, { benchStyles: styles })
    // oxlint-disable-next-line no-debugger
    debugger
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true })
}

/** Addresses of the scripts that have run when the page stops; lets it go on. */
function scriptsRunAtStop(cdp: CDPSession): Promise<string[]> {
  return new Promise((resolve, reject) => {
    cdp.once('Debugger.paused', () => {
      cdp
        .send('Profiler.takePreciseCoverage')
        .then(async ({ result }) => {
          await cdp.send('Debugger.resume')
          const ran = result.filter(({ functions }) =>
            functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)),
          )
          resolve([...new Set(ran.map(({ url }) => url))])
        })
        .catch(reject)
    })
  })
}

function sizesOf(page: Page, scripts: string[]): Promise<NeededFile[]> {
  return page.evaluate((addresses) => {
    const styles: unknown = Reflect.get(window, 'benchStyles')
    const needed = new Set([...addresses, ...(Array.isArray(styles) ? styles : [])])
    needed.add(location.href)
    const types = ['navigation', 'resource']
    return types
      .flatMap((type) => performance.getEntriesByType(type))
      .flatMap((entry) =>
        entry instanceof PerformanceResourceTiming && needed.has(entry.name)
          ? [{ file: new URL(entry.name).pathname, bytes: entry.encodedBodySize }]
          : [],
      )
  }, scripts)
}
