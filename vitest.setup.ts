import { afterAll, afterEach, vi } from 'vitest'
import { releaseDatabases } from '#proxy/base/store/testing/new-database.ts'
import '#scripts/test-setup/longer-waits.ts'
import { checkPrinted } from '#scripts/test-setup/printed-output.ts'

// This file is loaded for each test file; what is changed once for all files of a worker is in the
// modules that it imports.

// `afterAll` hooks run in reverse order, so this one runs after those of the test file.
afterAll(releaseDatabases)

// Otherwise they stay until the next file's first test.
afterAll(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

afterEach(checkPrinted)
afterAll(checkPrinted)
