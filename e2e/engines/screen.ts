import { expect } from '@playwright/test'
import type { Engine, Point } from './engine.ts'
import { edgeProblems, placeOf, textOf, type Wanted } from './in-page.ts'

/** What a person sees and does on an engine's page. */
export class Screen {
  readonly engine: Engine

  constructor(engine: Engine) {
    this.engine = engine
  }

  /** Waits until the element says this; its text without spaces at the ends. */
  async expectText(wanted: Wanted, text: string | RegExp): Promise<void> {
    const read = () => this.#run(textOf, wanted)
    if (typeof text === 'string') await expect.poll(read, describe(wanted)).toBe(text)
    else await expect.poll(read, describe(wanted)).toMatch(text)
  }

  /** Waits until the element can be seen. */
  async expectVisible(wanted: Wanted): Promise<void> {
    await expect.poll(() => this.#run(textOf, wanted), describe(wanted)).not.toBeNull()
  }

  async expectGone(wanted: Wanted): Promise<void> {
    await expect.poll(() => this.#run(textOf, wanted), describe(wanted)).toBeNull()
  }

  /** Touches the element once it stands still, can be seen and is not covered. */
  async tap(wanted: Wanted): Promise<void> {
    let place: Point | null = null
    let before: string | undefined
    await expect
      .poll(async () => {
        place = (await this.#run(placeOf, wanted)) as Point | null
        const stands = place !== null && JSON.stringify(place) === before
        before = JSON.stringify(place)
        return stands
      }, describe(wanted))
      .toBe(true)
    if (place !== null) await this.engine.tap(place)
  }

  /** Touches a field and types into it. */
  async fill(wanted: Wanted, text: string): Promise<void> {
    await this.tap(wanted)
    await expect.poll(() => this.engine.evaluate('document.activeElement.tagName')).toMatch(/^(INPUT|TEXTAREA)$/)
    await this.engine.type(text)
  }

  /** Nothing is wider than the screen, and no text touches its edge. */
  async expectTidy(): Promise<void> {
    expect(await this.#run(edgeProblems, 6)).toEqual([])
  }

  #run<Argument>(inPage: (argument: Argument) => unknown, argument: Argument): Promise<unknown> {
    return this.engine.evaluate(`(${inPage})(${JSON.stringify(argument)})`)
  }
}

function describe({ css, name }: Wanted): { message: string } {
  return { message: name === undefined ? css : `${css} “${name}”` }
}
