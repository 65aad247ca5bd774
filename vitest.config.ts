import { defineConfig } from 'vitest/config'
import { ApiCoverageReporter } from './scripts/api-coverage/api-coverage-reporter.ts'

/**
 * Unit tests. They run in Node; a test of the web app that needs a document opts into one with
 * `// @vitest-environment happy-dom` on its first line.
 */
export default defineConfig({
  test: {
    include: ['{shared,proxy,sandbox,web,scripts,bench,e2e}/**/*.test.{ts,tsx,mjs}'],
    environment: 'node',
    // Tests of pages ask for databases where their document is not from.
    environmentOptions: { happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } } },
    // Of two processors Vitest would leave one to others. Many tests wait for databases to start.
    maxWorkers: '100%',
    reporters: ['default', new ApiCoverageReporter()],
    // Wide enough for a small, busy machine; a test that needs more hangs.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 20 } },
    globalSetup: ['proxy/store/testing/database-server.ts'],
    setupFiles: ['vitest.setup.ts'],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
