import pLimit from 'p-limit'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { FlowImporter } from './flow-importer.ts'
import type { ImportRows } from './import-rows.ts'

/** Few, so that people opening a flow do not have to wait. */
const maxConcurrent = 4

/**
 * Imports the rows of a file. Rows without a result in time are reported as `not-checked`, though a
 * pending one may still be imported; importing it again is safe.
 * @param until by `performance.now()`
 */
export async function importAll(
  flowImporter: FlowImporter,
  corpId: string,
  { rows, notTaken }: ImportRows,
  until: number,
): Promise<ImportAnswer> {
  const refused = [...notTaken]
  await pLimit(maxConcurrent).map(rows, async (row) => {
    const leftMs = until - performance.now()
    const reason =
      leftMs <= 0
        ? 'not-checked'
        : await withTimeout(flowImporter.take(corpId, row), leftMs, () => 'not-checked' as const)
    if (reason !== null) refused.push({ ...row, reason })
  })
  return {
    taken: rows.length + notTaken.length - refused.length,
    notTaken: refused.toSorted((a, b) => a.line - b.line),
  }
}
