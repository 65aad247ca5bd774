import type { CDPSession, Page } from '@playwright/test'

/** A finger on the screen, simulated with touch events of the Chrome DevTools Protocol. */
export class TouchPoint {
  readonly #session: CDPSession

  private constructor(session: CDPSession) {
    this.#session = session
  }

  static async of(page: Page): Promise<TouchPoint> {
    return new TouchPoint(await page.context().newCDPSession(page))
  }

  /** Moves straight down or up without lifting. */
  async drag(from: number, to: number, x = 200): Promise<void> {
    await this.#send('touchStart', x, from)
    for (let step = 1; step <= 10; step += 1)
      await this.#send('touchMove', x, from + ((to - from) * step) / 10)
  }

  async lift(): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

  async #send(type: 'touchStart' | 'touchMove', x: number, y: number): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] })
  }
}
