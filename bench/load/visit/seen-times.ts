import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import { observePage, type Milestone } from './page-observer.ts'

type Seen = { name: string; at: number }

/**
 * When a page shows each milestone, and when it is `alive`. The page reports this itself, because
 * polling from outside would take processor time.
 */
export class SeenTimes {
  readonly #seen = new Map<string, Promise<number>>()

  private constructor() {}

  /** Call before the page is opened. */
  static async watch(
    page: Page,
    cdp: CDPSession,
    milestones: Record<string, Milestone>,
  ): Promise<SeenTimes> {
    const times = new SeenTimes()
    const waiting = new Map<string, (at: number) => void>()
    for (const name of [...Object.keys(milestones), 'alive'])
      times.#seen.set(name, new Promise((resolve) => waiting.set(name, resolve)))
    cdp.on('Runtime.bindingCalled', ({ payload }) => {
      const { name, at }: Seen = JSON.parse(payload)
      waiting.get(name)?.(at)
    })
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: 'benchSeen' })
    // tsx compiles functions with calls to a helper, `__name`, which the page does not have.
    await page.addInitScript('globalThis.__name = (of) => of')
    await page.addInitScript(observePage, milestones)
    return times
  }

  /**
   * Milliseconds from the navigation to the milestone; null if it was not seen within `timeoutMs`.
   */
  async seen(name: string, timeoutMs: number): Promise<number | null> {
    const timeLimit = new AbortController()
    const never = delay(timeoutMs, null, { signal: timeLimit.signal }).catch(() => null)
    try {
      return (await Promise.race([this.#seen.get(name), never])) ?? null
    } finally {
      timeLimit.abort()
    }
  }
}
