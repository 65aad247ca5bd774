import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { ApiCoverageReporter } from './scripts/api-coverage/api-coverage-reporter.ts'

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>

const common = {
  environment: 'node',
  // Tests of pages ask for databases where their document is not from.
  environmentOptions: { happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } } },
  // Wide enough for a small, busy machine; a test that needs more hangs.
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 15_000, interval: 20 } },
  setupFiles: ['vitest.setup.ts'],
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
} satisfies TestOptions

function testsOf(folders: string): string[] {
  return [`${folders}/**/*.test.{ts,tsx,mjs}`]
}

/**
 * Unit tests. They run in Node; a test of the web app that needs a document opts into one with
 * `// @vitest-environment happy-dom` on its first line.
 */
export default defineConfig({
  test: {
    // Of two processors Vitest would leave one to others. Many tests wait for databases to start.
    maxWorkers: '100%',
    reporters: ['default', new ApiCoverageReporter()],
    globalSetup: ['proxy/store/testing/database-server.ts'],
    projects: [
      { test: { ...common, name: 'server', include: testsOf('{proxy,sandbox}') } },
      {
        // Files share what they import: to load React and antd-mobile takes longer than most tests.
        test: {
          ...common,
          name: 'web',
          include: testsOf('{shared,web,scripts,bench,e2e}'),
          isolate: false,
        },
      },
    ],
  },
})
