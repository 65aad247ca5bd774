import { vi } from 'vitest'

/** By default `vi.waitFor` gives up after a second, which is short on a busy machine. */
const timeoutMs = 20_000

const { waitFor } = vi

vi.waitFor = (callback, options) =>
  waitFor(callback, {
    timeout: timeoutMs,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })
