import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type UserWorkspaceConfig } from 'vitest/config'
import { ApiCoverageReporter } from './scripts/api-coverage/api-coverage-reporter.ts'

const common: UserWorkspaceConfig['test'] = {
  environment: 'node',
  // Long enough for a small, busy machine; a test that takes longer hangs.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000, interval: 20 } },
  setupFiles: ['vitest.setup.ts'],
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
}

const shared = ['shared', 'proxy', 'sandbox', 'scripts', 'bench']

/** Tests that replace a module or the timers, which are those of the whole process. */
const replacing = shared
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.test\.\w+$/.test(path))
  .filter((path) => /\bvi\.(mock|useFakeTimers)\(/.test(readFileSync(path, 'utf8')))

/**
 * Unit and page tests. They run in Node; a test that needs a document begins with the line
 * `// @vitest-environment happy-dom`.
 */
export default defineConfig({
  test: {
    // More than processors: a third of the time, tests wait for a database or a clock.
    maxWorkers: availableParallelism() + 2,
    reporters: ['default', new ApiCoverageReporter()],
    globalSetup: ['proxy/store/testing/database-server.ts', 'proxy/testing/server-build.ts'],
    projects: [
      {
        test: {
          ...common,
          name: 'shared process',
          include: [`{${shared.join()}}/**/*.test.{ts,mjs}`],
          exclude: replacing,
          // Importing the server takes a second of processor time, too much to do it for each file.
          isolate: false,
        },
      },
      {
        test: {
          ...common,
          name: 'own process',
          include: ['{web,e2e}/**/*.test.{ts,tsx}', ...replacing],
          // Page tests request databases from a server of another origin than their document's.
          environmentOptions: {
            happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } },
          },
        },
      },
    ],
  },
})
