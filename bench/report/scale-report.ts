import type { ScaleResult } from '../scale/result.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

/** The section of docs/performance.md about the size of the database. */
export function scaleReport(result: ScaleResult): string {
  const { costs, emptyBytes } = result
  return [
    '## What is remembered',
    `Bytes in the database, with indexes, after as many rows as a usual flow brings of each: three signers and a copy, four stages, three notices, ten entries of the audit, a reminder, somebody let in by a link. They were written on a Postgres of the app's own, 32 at a time, each waiting until its write was on the disk. An empty database takes ${Math.round(emptyBytes / 2 ** 20)} MB. [scale.md](scale.md) reckons with it.`,
    machineText(result),
    table(
      ['one of', 'written', 'bytes each', 'written a second'],
      costs.map(({ kind, rows, bytesEach, perSecond }) => [
        kind,
        rows.toLocaleString('en'),
        Math.round(bytesEach).toLocaleString('en'),
        Math.round(perSecond).toLocaleString('en'),
      ]),
    ),
  ].join('\n\n')
}
