import type { Reporter, Suite } from '@playwright/test/reporter'

/** Prints one plain line with the result at the end of a run. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes a default export only
export default class SummaryReporter implements Reporter {
  #suite: Suite | undefined

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite
  }

  onEnd(): void {
    const outcomes = this.#suite?.allTests().map((test) => test.outcome()) ?? []
    const passed = outcomes.filter((outcome) => outcome === 'expected' || outcome === 'flaky')
    const failed = outcomes.filter((outcome) => outcome === 'unexpected')
    process.stdout.write(`${passed.length} passed, ${failed.length} failed\n`)
  }

  printsToStdio(): boolean {
    return false
  }
}
