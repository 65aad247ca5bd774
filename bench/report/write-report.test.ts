import { expect, it } from 'vitest'
import { isReportWritten } from './write-report.ts'

it('is in docs/performance.md as it is; `npm run bench:report` writes it anew', async () => {
  expect(await isReportWritten()).toBe(true)
})
