import { afterAll, vi } from 'vitest'
import { releaseDatabases } from '#proxy/store/testing/new-database.ts'

/** `vi.waitFor` gives up after a second by default, which is too short on a busy machine. */
const timeoutMs = 20_000

const { waitFor } = vi

vi.waitFor = (callback, options) =>
  waitFor(callback, {
    timeout: timeoutMs,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })

// `afterAll` hooks run in reverse order, so this one runs after those of the test file.
afterAll(releaseDatabases)
