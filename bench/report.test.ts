import { expect, it } from 'vitest'
import { isReportWritten } from './report.ts'

it('docs/performance.md is up to date; `npm run bench:report` writes it', async () => {
  expect(await isReportWritten()).toBe(true)
})
