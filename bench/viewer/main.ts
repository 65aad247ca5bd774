import type { Browser } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { manyPages } from '#e2e/support/sample-pdfs.ts'
import { startApp } from '#bench/app-process.ts'
import { devtoolsLink } from '#bench/load/links/devtools-link.ts'
import type { LinkAddress } from '#bench/load/links/link.ts'
import { newAuthCode } from '#bench/load/origins/origins.ts'
import { withBrowser } from '#bench/load/visit/browser.ts'
import { deviceOf } from '#bench/load/visit/device.ts'
import { slowPhone } from '#bench/load/visit/phones.ts'
import { type Machine, thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { median } from '#bench/stats.ts'
import { atMost, printVerdicts, type Verdict } from '#bench/verdict.ts'
import { ensureBuilt } from '#scripts/built-app.mjs'
import { findChromium } from '#scripts/chromium.mjs'

// `npm run bench:viewer`: how long it takes from the tap until the first page of a PDF of ten pages
// and 1 MB is drawn on a slow phone, pdf.js and its worker not yet there, compared with the bare
// download of the file.

const runs = 3
const taskId = 'PRO-SANDBOX-SIGNING'
const content = `/api/flows/${taskId}/documents/0/content`
const limitMs = 60_000

/** Milliseconds until the first page, and of the bare download, in one run. */
type Times = { opened: number; bare: number }

/** The result of `npm run bench:viewer` in bench/results/viewer.json. */
type ViewerResult = {
  machine: Machine
  commit: string | null
  times: readonly Times[]
  verdicts: readonly Verdict[]
}

async function measure(browser: Browser, url: string, sandbox: SandboxControl): Promise<Times> {
  const context = await browser.newContext({ ...deviceOf('android'), serviceWorkers: 'block' })
  try {
    const authCode = await newAuthCode(sandbox, 'zhangsan')
    const signedIn = await context.request.post(`${url}/api/session`, {
      data: { authCode, corpId: sandboxCorpId },
      headers: { origin: url },
    })
    if (!signedIn.ok()) throw new Error(`signing in was answered ${signedIn.status()}`)
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await page.goto(`${url}/flows/${taskId}?corpId=${sandboxCorpId}`)
    // By then the sheets and the viewer are loaded; pdf.js is not.
    await page.waitForResponse(/\/assets\/viewer-/)
    await page.waitForLoadState('networkidle')
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuSlowdown })
    await link.shape(cdp)
    await page.getByTestId('flow-documents').waitFor()
    const bare = await page.evaluate(async (path) => {
      const started = performance.now()
      await (await fetch(path)).arrayBuffer()
      return performance.now() - started
    }, content)
    const opened = await page.evaluate(async (limit) => {
      const started = performance.now()
      const button = document.querySelector<HTMLElement>('[data-testid=flow-documents] button')
      button?.click()
      for (;;) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        const canvas = document.querySelector<HTMLCanvasElement>('.viewer-page canvas')
        const ms = performance.now() - started
        if (ms > limit) throw new Error('no page was drawn')
        // A canvas that nothing was drawn on keeps its first width.
        if (canvas !== null && canvas.width > 300) return ms
      }
    }, limitMs)
    return { opened, bare }
  } finally {
    await context.close()
  }
}

ensureBuilt()
const version = await withBrowser(findChromium(), [], async (browser) => browser.version())
const machine = thisMachine(version)
const commit = thisCommit()
const link = devtoolsLink(slowPhone)
const address: LinkAddress = await link.open()
const app = await startApp({ LOG_LEVEL: 'warn', PUBLIC_URL: address.url })
address.leadsTo(app.url)
const sandbox = new SandboxControl(app.url)
try {
  await sandbox.replaceFile('FILE-SANDBOX-SIGNING', manyPages(10, 100_000))
  const times: Times[] = []
  for (let run = 0; run < runs; run += 1) {
    times.push(
      // Runs share the machine.
      await withBrowser(findChromium(), [], (browser) => measure(browser, address.url, sandbox)),
    )
  }
  const opened = median(times.map((each) => each.opened)) ?? NaN
  const bare = median(times.map((each) => each.bare)) ?? NaN
  console.log(`first page ${Math.round(opened)} ms, bare download ${Math.round(bare)} ms`)
  const target = 'First page of a PDF of 1 MB, to the bare download'
  const verdicts = [atMost(1.5, { target, value: opened / bare, unit: '×' })]
  const result: ViewerResult = { machine, commit, times, verdicts }
  await writeResult('viewer', result)
  printVerdicts(verdicts)
} finally {
  await link.close()
  await app.stop()
}
