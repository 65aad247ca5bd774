import { writeReport } from './write-report.ts'

/** `npm run bench:report`: writes docs/performance.md anew, after its words have changed. */

await writeReport()
