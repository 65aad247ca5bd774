import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDatabase } from '../../../scripts/prepare-database.mjs'
import { runKillRounds } from './kill-rounds.ts'

/** `npm run test:kill`: the kill test at length, with what it measured. */
const rounds = Number(process.argv[2] ?? 100)
const folder = await mkdtemp(join(tmpdir(), 'kill-'))
try {
  const result = await runKillRounds(rounds, join(folder, 'data'), await prepareDatabase())
  const { acknowledged, lost, torn, killedOpening } = result
  const openedMs = result.openedMs.toSorted((one, other) => one - other)
  const median = openedMs[Math.floor(openedMs.length / 2)]
  const slowest = openedMs.at(-1)
  const counts = { rounds, acknowledged, lost: lost.length, torn: torn.length, killedOpening }
  process.stdout.write(`${JSON.stringify({ ...counts, openedMs: { median, slowest } })}\n`)
  if (lost.length > 0 || torn.length > 0 || acknowledged === 0) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true })
}
