import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { deviceOf } from './visit/device.ts'
import { putClientBeneath } from './visit/native-client.ts'
import type { LongTask } from './visit/page-observer.ts'
import { slowPhone } from './visit/phones.ts'
import { SeenTimes } from './visit/seen-times.ts'

/** How a page with a long list behaves on a throttled processor. Milliseconds. */
export type ListBehaviour = {
  /** Until the list showed rows; null if it never did. */
  complete: number | null
  /** The longest task while scrolling; 0 if none took more than 50 ms, null without a list. */
  scrollTask: number | null
  /** The longest time between two frames while scrolling. */
  scrollFrame: number | null
  /** From choosing a filter to the frame with its result; null without a filter. */
  filter: number | null
}

export type ListRequest = {
  url: string
  authCode: string
  /** A CSS selector. */
  row: string
  choice: FilterChoice
}

/** What is chosen in the sheet of filters. */
export type FilterChoice = {
  /** A selector. */
  option: string
  /** The button that filters by what was chosen; null if the choice itself does. */
  show: RegExp | null
}

const rowsSeen = 10
const timeoutMs = 20_000

const filterTimeoutMs = 3_000

/** About the speed of a person scrolling in a hurry. */
const scroll = { distance: 20_000, pixelsPerSecond: 4000 }

/** Opens a page with a long list on a fast network, scrolls and filters it. */
export async function measureList(browser: Browser, request: ListRequest): Promise<ListBehaviour> {
  const context = await browser.newContext(deviceOf('android'))
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuSlowdown })
    const seenTimes = await SeenTimes.watch(page, cdp, {
      complete: [{ selector: request.row, count: rowsSeen }],
    })
    await putClientBeneath(page, 'android', request.authCode)
    const address = new URL(request.url)
    address.searchParams.set('corpId', sandboxCorpId)
    await page.goto(address.href)
    const complete = await seenTimes.seen('complete', timeoutMs)
    if (complete === null)
      return { complete: null, scrollTask: null, scrollFrame: null, filter: null }
    await delay(1000)
    const filter = await chooseFilter(page, request)
    return { complete, ...(await scrollThrough(page)), filter }
  } finally {
    await context.close()
  }
}

async function scrollThrough(
  page: Page,
): Promise<Pick<ListBehaviour, 'scrollTask' | 'scrollFrame'>> {
  const cdp = await page.context().newCDPSession(page)
  await delay(500)
  const startedAt = await page.evaluate(() => {
    let longest = 0
    let last = performance.now()
    const started = last
    const frame = () => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      Object.assign(window, { benchLongestFrame: longest })
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    return started
  })
  await cdp.send('Input.synthesizeScrollGesture', {
    x: 200,
    y: 500,
    yDistance: -scroll.distance,
    speed: scroll.pixelsPerSecond,
    gestureSourceType: 'touch',
  })
  const { longTasks } = await page.evaluate(() => window.benchReport())
  const longestFrame: unknown = await page.evaluate(() => Reflect.get(window, 'benchLongestFrame'))
  const isInScroll = ({ start }: LongTask) => start >= startedAt
  const tasks = longTasks.filter(isInScroll).map(({ duration }) => duration)
  return {
    scrollTask: Math.max(0, ...tasks),
    scrollFrame: typeof longestFrame === 'number' ? longestFrame : null,
  }
}

/**
 * Opens the list's filters and makes the choice.
 * @returns milliseconds from the press that filters until the frame with another first row; null if
 * there is no filter, or the first row does not change
 */
async function chooseFilter(page: Page, { row, choice }: ListRequest): Promise<number | null> {
  const filters = page.getByRole('button', { name: '筛选', exact: true }).first()
  if ((await filters.count()) === 0) return null
  await filters.click()
  const sheet = page.getByRole('dialog', { name: '筛选' })
  await sheet.locator(choice.option).waitFor()
  // By then the sheet has stopped moving.
  await delay(1000)
  let press = sheet.locator(choice.option)
  if (choice.show !== null) {
    await press.click()
    press = sheet.getByRole('button', { name: choice.show })
    await press.waitFor()
    await delay(1000)
  }
  const ms = await press.evaluate(
    async (button, [rowSelector, limit]) => {
      const firstRow = () => document.querySelector(rowSelector)?.textContent
      const before = firstRow()
      const started = performance.now()
      if (button instanceof HTMLElement) button.click()
      do {
        if (performance.now() - started > limit) return null
        await new Promise((resolve) => requestAnimationFrame(resolve))
      } while (firstRow() === before)
      await new Promise((resolve) => setTimeout(resolve))
      return performance.now() - started
    },
    [row, filterTimeoutMs] as const,
  )
  if (choice.show === null) await sheet.getByRole('button', { name: '完成' }).click()
  await sheet.waitFor({ state: 'detached' })
  return ms
}
