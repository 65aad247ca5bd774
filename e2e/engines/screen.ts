import { expect } from '@playwright/test'
import type { Engine, Point } from './engine.ts'
import {
  edgeProblems,
  guardClick,
  hasMet,
  look,
  noteAnnouncements,
  reachProblems,
  type Seen,
  type Wanted,
} from './in-page.ts'

/** What a person sees and does on a page in an engine. */
export class Screen {
  readonly engine: Engine

  constructor(engine: Engine) {
    this.engine = engine
  }

  /** Waits until the element has this text, ignoring surrounding spaces. */
  async expectText(wanted: Wanted, text: string | RegExp): Promise<void> {
    const read = async () => (await this.#look(wanted))?.text ?? ''
    if (typeof text === 'string') await expect.poll(read, describe(wanted)).toBe(text)
    else await expect.poll(read, describe(wanted)).toMatch(text)
  }

  /** Waits until the element is visible. */
  async expectVisible(wanted: Wanted): Promise<void> {
    await expect.poll(() => this.#look(wanted), describe(wanted)).not.toBeNull()
  }

  async expectGone(wanted: Wanted): Promise<void> {
    await expect.poll(() => this.#look(wanted), describe(wanted)).toBeNull()
  }

  /** Waits until an action has caused this announcement. */
  async expectAnnounced(text: string, action: () => Promise<void>): Promise<void> {
    await this.engine.evaluate(`(${String(noteAnnouncements)})()`)
    await action()
    await expect.poll(() => this.engine.evaluate('window.said'), text).toContain(text)
  }

  /** Waits until the element can be tapped without scrolling. */
  async expectWithinReach(wanted: Wanted): Promise<void> {
    const place = async () => (await this.#look(wanted))?.place ?? null
    await expect.poll(place, describe(wanted)).not.toBeNull()
  }

  /**
   * Taps the element once it is visible, uncovered and at rest. Retries if the page moved
   * meanwhile.
   */
  async tap(wanted: Wanted): Promise<void> {
    let place: Point | null = null
    await expect
      .poll(async () => {
        const before = JSON.stringify(place)
        place = (await this.#look(wanted, true))?.place ?? null
        if (place === null || JSON.stringify(place) !== before) return false
        await this.engine.evaluate(`(${String(guardClick)})()`)
        await this.engine.tap(place)
        return this.engine.evaluate(`(${String(hasMet)})()`)
      }, describe(wanted))
      .toBe(true)
  }

  async typeInto(wanted: Wanted, text: string): Promise<void> {
    await this.tap(wanted)
    await expect
      .poll(() => this.engine.evaluate('document.activeElement.tagName'))
      .toMatch(/^(INPUT|TEXTAREA)$/)
    await this.engine.type(text)
  }

  /** Expects that nothing is wider than the screen and that no text touches its edge. */
  async expectTidy(): Promise<void> {
    const problems = await this.engine.evaluate(`(${String(edgeProblems)})(6)`)
    expect(problems).toEqual([])
  }

  /** Expects the page's main action, if it has one, on the screen and uncovered. */
  async expectWithinReachAtOnce(): Promise<void> {
    expect(await this.engine.evaluate(`(${String(reachProblems)})()`)).toEqual([])
  }

  async #look(wanted: Wanted, isScrolledTo = false): Promise<Seen | null> {
    const argument = JSON.stringify({ ...wanted, isScrolledTo })
    const seen = await this.engine.evaluate(`JSON.stringify((${String(look)})(${argument}))`)
    return JSON.parse(String(seen))
  }
}

function describe({ css, name }: Wanted): { message: string } {
  return { message: name === undefined ? css : `${css} “${name}”` }
}
