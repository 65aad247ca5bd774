import { median } from '#bench/stats.ts'
import type { ProcessMemory, StartResult, StartTimes } from '#bench/proxy/result.ts'
import { text } from '#bench/verdict.ts'
import { machineText } from './machine-text.ts'
import { table } from './markdown.ts'

const starts: Readonly<Record<keyof StartTimes, string>> = {
  first: 'empty folder, no settings',
  again: 'the same folder again, no settings: new temporary data',
  firstOnData: 'with an empty `DATA_DIR`',
  onData: 'with the `DATA_DIR` of the start before',
}

/** The section of docs/performance-tables.md about startup, and the memory of an idle server. */
export function startReport(result: StartResult): string {
  const { times, idleSeconds, memory } = result
  const runs = times.first.length
  return [
    '## Start and memory',
    `The built app, started ${runs} times in each way as \`npm start\` does, without npm, until \`/readyz\` answers 200. Memory is that of all its processes ${idleSeconds} seconds after a start without settings, with the sandbox that plays DingTalk in the same process. With the size of the data that Postgres keeps in memory, it is the sum of proportional set sizes, which divide memory among the processes that share it. Other Node programs on the machine make the app's share smaller; the resident size, which counts shared memory in full, is therefore given too. With PGlite, which earlier versions embedded, the app took 350 to 450 MB, and a start 1 to 3 s.`,
    machineText(result),
    '### Starts',
    table(
      ['start', 'fastest', 'median', 'slowest'],
      Object.entries(starts).map(([name, words]) => [words, ...spreadOf(times, name)]),
    ),
    '### Memory, idle',
    table(['processes', 'proportional', 'resident'], memoryRows(memory)),
  ].join('\n\n')
}

function spreadOf(times: StartTimes, name: string): string[] {
  const [, values = []] = Object.entries(times).find(([other]) => other === name) ?? []
  return [Math.min(...values), median(values) ?? NaN, Math.max(...values)].map((value) =>
    text(Math.round(value), 'ms'),
  )
}

/** Our process alone; those of Postgres together, because they share memory. */
function memoryRows(memory: readonly ProcessMemory[]): string[][] {
  const isOfPostgres = ({ name }: ProcessMemory) => name.startsWith('postgres')
  const groups: [string, ProcessMemory[]][] = [
    ['the app', memory.filter(({ name }) => name === 'node')],
    ['Postgres', memory.filter((one) => isOfPostgres(one))],
    ['the shell that ends Postgres after the app', memory.filter(({ name }) => name === 'sh')],
    ['temporary data in memory', memory.filter(({ name }) => name === 'data')],
  ]
  const known = groups.filter(([, members]) => members.length > 0)
  return known.map(([name, members]) => [
    `${name} (${members.length})`,
    text(sum(members.map(({ pss }) => pss)), 'MB'),
    // Summed over several processes, RSS would count shared pages more than once.
    members.length === 1 ? text(sum(members.map(({ rss }) => rss)), 'MB') : '—',
  ])
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
