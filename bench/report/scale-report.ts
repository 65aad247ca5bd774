import type { DeskResult, ScaleResult, StatisticsResult } from '#bench/scale/result.ts'
import { text } from '#bench/verdict.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

/** The section of docs/performance-tables.md about the size of the database. */
export function scaleReport(result: ScaleResult): string {
  const { costs, emptyBytes } = result
  return [
    '## Size of the database',
    `Bytes in the database, with indexes, in the amounts that a usual flow brings of each kind: three signers and a copy, four stages, three notices, ten audit entries, a reminder, and so on; of its ten messages and to-dos, three. Tables were vacuumed after each tenth. They were written on the app's own Postgres by 32 writers, each of which waited until its write was on the disk. An empty database takes ${Math.round(emptyBytes / 2 ** 20)} MB. [scale.md](scale.md) calculates with these numbers.`,
    machineText(result),
    table(
      ['kind', 'written', 'bytes each', 'written a second'],
      costs.map(({ kind, rows, bytesEach, perSecond }) => [
        kind,
        rows.toLocaleString('en'),
        Math.round(bytesEach).toLocaleString('en'),
        Math.round(perSecond).toLocaleString('en'),
      ]),
    ),
  ].join('\n\n')
}

/** The section of docs/performance-tables.md about the operators' desk. */
export function deskReport(result: DeskResult): string {
  const { organisations, flowsEach, rounds, answers } = result
  return [
    "## The operators' desk",
    `Medians of ${rounds} answers over HTTP, without sessions, with ${organisations.toLocaleString('en')} organisations of which every fourth is in trouble, and about ${flowsEach} contracts each, half of them this month. The contracts of the month are counted for each organisation when the list is sorted by them, along an index.`,
    machineText(result),
    table(
      ['answer', 'median'],
      answers.map(({ name, ms }) => [name, text(ms, 'ms')]),
    ),
  ].join('\n\n')
}

/** The section of docs/performance-tables.md about the statistics of the admins' desk. */
export function statisticsReport(result: StatisticsResult): string {
  const { contracts, rounds, answers } = result
  return [
    '## Statistics of an organisation',
    `Medians of ${rounds} readings of all that \`GET /api/corp/statistics\` returns, from the store, for an organisation with ${contracts.toLocaleString('en')} contracts, each with four finished stages. Only contracts that span the end of one of the last twelve weeks are followed through their stages, so it takes longer when all of them are of these weeks, which is 1,200 a day. Half of the time goes into the finished stages, which are stored as JSON.`,
    machineText(result),
    table(
      ['contracts', 'median'],
      answers.map(({ name, ms }) => [name, text(ms, 'ms')]),
    ),
  ].join('\n\n')
}
