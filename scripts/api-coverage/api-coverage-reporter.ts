import { writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { esignOperations } from '#proxy/upstream/esign/testing/esign-operations.ts'
import { bothSuitesRan, checksOf, coveragePage, type FinishedTest } from './coverage-table.ts'

const page = 'docs/api-coverage.md'

function namesOf(test: TestCase): string[] {
  const names = [test.name]
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent)
    names.unshift(parent.name)
  return names
}

/**
 * Writes `docs/api-coverage.md` at the end of a test run that included both suites of e签宝's
 * operations.
 */
export class ApiCoverageReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const tests: FinishedTest[] = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({
        file: module.moduleId,
        names: namesOf(test),
        passed: test.result().state === 'passed',
      })),
    )
    if (!bothSuitesRan(tests)) return
    const checks = checksOf(esignOperations, tests)
    const options = { ...(await resolveConfig(page)), filepath: page }
    await writeFile(page, await format(coveragePage(checks), options))
  }
}
