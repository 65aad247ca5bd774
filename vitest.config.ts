import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ApiCoverageReporter } from './scripts/api-coverage/api-coverage-reporter.ts'
import { projects } from './scripts/test-setup/test-projects.mjs'

// Page tests show times as in China. The zone is of the process: a test's thread cannot set it.
process.env['TZ'] = 'Asia/Shanghai'

// From version 25, Node has a `localStorage` of its own, which would hide that of a test's document.
const noWebStorage = '--no-experimental-webstorage'
const knowsWebStorage = process.allowedNodeEnvironmentFlags.has(noWebStorage)

/**
 * Unit and page tests. They run in Node; a test that needs a document begins with the line
 * `// @vitest-environment happy-dom`.
 */
export default defineConfig({
  test: {
    // More than processors: a third of the time, tests wait for a database or a clock.
    maxWorkers: availableParallelism() + 2,
    reporters: ['default', new ApiCoverageReporter()],
    // Not in a project, which would start a Postgres of its own.
    globalSetup: ['proxy/base/store/testing/database-server.ts', 'proxy/testing/server-build.ts'],
    projects: Object.entries(projects()).map(([name, { files, isolate }]) => ({
      define: { APP_VERSION: JSON.stringify('test'), PDFJS_FOLDER: JSON.stringify('/pdfjs/') },
      test: {
        name,
        include: files,
        isolate,
        environment: 'node',
        // Processes instead of threads need a seventh more processor time.
        pool: 'threads',
        execArgv: knowsWebStorage ? [noWebStorage] : [],
        // Page tests request databases from a server of another origin than their document's.
        environmentOptions: {
          happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } },
        },
        // Long enough for a small, busy machine; a test that takes longer hangs.
        testTimeout: 60_000,
        hookTimeout: 60_000,
        expect: { poll: { timeout: 20_000, interval: 20 } },
        setupFiles: [
          'vitest.setup.ts',
          ...(name === 'documents' ? ['web/documents.setup.ts'] : []),
        ],
        restoreMocks: true,
        unstubEnvs: true,
        unstubGlobals: true,
      },
    })),
  },
})
