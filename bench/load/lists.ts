import type { Browser } from '@playwright/test'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { known, median } from '#bench/stats.ts'
import { newAuthCode } from './origins/origins.ts'
import { recordFlows, startAppWith } from './origins/app-with-records.ts'
import type { Lists } from './result.ts'
import { deviceOf } from './visit/device.ts'
import { putClientBeneath } from './visit/native-client.ts'
import { slowPhone } from './visit/phones.ts'
import { SeenTimes } from './visit/seen-times.ts'

const counts = { short: 40, long: 10_000 }
const runs = 5
const rowsSeen = 10
const timeoutMs = 20_000

/** How long the home page of an organisation with few and with many flows takes to show its list. */
export async function measureLists(browser: Browser): Promise<Lists> {
  // Sequential, because the apps share the machine.
  const short = await homeWith(browser, counts.short)
  return { short, long: await homeWith(browser, counts.long) }
}

/** The median of all runs, on a fast network with the slow phone's processor. */
async function homeWith(browser: Browser, flows: number): Promise<number | null> {
  const app = await startAppWith((registry) => recordFlows(registry, flows), { LOG_LEVEL: 'warn' })
  try {
    const times: (number | null)[] = []
    for (let run = 0; run < runs; run += 1) times.push(await openHome(browser, app.url))
    return median(known(times))
  } finally {
    await app.stop()
  }
}

/** As an admin, who sees all flows of the organisation. */
async function openHome(browser: Browser, url: string): Promise<number | null> {
  const context = await browser.newContext(deviceOf('android'))
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuSlowdown })
    const row = { selector: '[data-testid=flow-row]', count: rowsSeen }
    const seenTimes = await SeenTimes.watch(page, cdp, { complete: [row] })
    const authCode = await newAuthCode(new SandboxControl(url), 'wangwu')
    await putClientBeneath(page, 'android', authCode)
    await page.goto(`${url}/?scope=all&corpId=${sandboxCorpId}`)
    return await seenTimes.seen('complete', timeoutMs)
  } finally {
    await context.close()
  }
}
