import { test } from '@playwright/test'

/** Notes how much the running test did, for `docs/deployment/results.md`. */
export function noteSize(description: string): void {
  test.info().annotations.push({ type: 'size', description })
}
