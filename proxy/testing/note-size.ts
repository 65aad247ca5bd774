import { onTestFailed, TestRunner } from 'vitest'

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface TaskMeta {
    /** What `noteSize` noted. */
    sizes?: string[]
  }
}

/**
 * Notes how much a test did, and with which seed, for `docs/long-tests.md`. Printed only if the
 * test fails, so a seed is noted first.
 */
export function noteSize(text: string): void {
  const test = TestRunner.getCurrentTest()
  if (test === undefined) throw new Error('a size is noted in a test')
  test.meta.sizes = [...(test.meta.sizes ?? []), text]
  // oxlint-disable-next-line no-console
  onTestFailed(() => console.log(text))
}
