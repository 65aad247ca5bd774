import { vi } from 'vitest'

/** `vi.waitFor` gives up after a second by default, which is too short on a busy machine. */
const timeoutMs = 20_000

const { waitFor } = vi

vi.waitFor = (callback, options) =>
  waitFor(callback, {
    timeout: timeoutMs,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })
