import { writeReport } from './write-report.ts'

/** `npm run bench:report`: writes docs/performance.md from the stored results, without measuring. */

await writeReport()
