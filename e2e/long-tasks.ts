import { setTimeout as delay } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'

/**
 * How much slower than this machine the phone is. Chromium's own throttling keeps a thread busy for
 * as long as it stood still, which on a busy machine says little; processor time, times this, holds.
 */
const slowdown = 4

/** No task may keep the phone from answering a finger for longer (milliseconds). */
export const longestTask = 50

const attempts = 6

/** What else keeps the machine busy, such as another guest of its host, lasts for a moment (milliseconds). */
const pause = 1000

type TraceEvent = {
  name: string
  pid: number
  tid: number
  args: { name?: string }
  /** Processor time, microseconds. */
  tdur?: number
}

/** The longest task of the page's main thread while `act` runs, on a slow phone (milliseconds). */
export async function longestTaskDuring(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('no browser to trace')
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] })
  await act()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString(),
  )
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  )
  const durations = traceEvents.flatMap((event) =>
    event.name === 'RunTask' && mainThreads.has(threadOf(event)) ? [(event.tdur ?? 0) / 1000] : [],
  )
  // Without any the trace is not what it is taken for.
  expect(durations.length).toBeGreaterThan(10)
  return Math.max(...durations) * slowdown
}

/** The best of several attempts. */
export async function best(measure: () => Promise<number>): Promise<number> {
  let result = await measure()
  for (let attempt = 1; attempt < attempts && result >= longestTask; attempt += 1) {
    await delay(pause)
    result = Math.min(result, await measure())
  }
  return result
}
