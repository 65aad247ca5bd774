import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '#proxy/store/engine/embedded-postgres.ts'
import { createStore, type Store } from '#proxy/store/store.ts'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeReport } from '#bench/report/write-report.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict-table.ts'
import { measureDesk } from './desk-times.ts'
import { kinds, type Kind } from './fill.ts'
import type { RowCost, ScaleResult } from './result.ts'

/**
 * `npm run bench:scale`: how much space the app's data takes in the database, how fast it is
 * written, and how long the operators' desk takes with many organisations, on a new Postgres with
 * default settings. See docs/scale.md. `npm run bench:scale -- desk` measures the desk alone.
 */

const maxConcurrent = 32

const parts = 10

const quiet = { info: () => {}, warn: () => {} }

if (process.argv[2] !== 'desk') await writeResult('scale', await measureRows())
const desk = await measureDesk()
await writeResult('corps', desk)
await writeReport()
for (const { name, ms } of desk.answers) console.log(`${name}: ${ms.toFixed(1)} ms`)
printVerdicts(desk.verdicts)

async function measureRows(): Promise<ScaleResult> {
  const machine = thisMachine()
  const folder = await mkdtemp(join(tmpdir(), 'bench-scale-'))
  // If root starts the bench, Postgres runs as another user, which has no access to a folder from
  // mkdtemp.
  await chmod(folder, 0o711)
  // With a `dataDir`, Postgres flushes each write to the disk before it acknowledges it.
  const engine = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: quiet })
  const store = createStore({ databaseUrl: engine.url, log: quiet })
  const client = new Client({ connectionString: engine.url })
  try {
    await store.ready()
    await client.connect()
    const emptyBytes = await sizeOf(client, `select pg_database_size(current_database()) as bytes`)
    const costs: RowCost[] = []
    // Sequential, so that each is timed alone.
    // oxlint-disable-next-line no-await-in-loop
    for (const kind of kinds) costs.push(await measure(store, client, kind))
    for (const { kind, bytesEach, perSecond } of costs)
      console.log(`${kind}: ${Math.round(bytesEach)} bytes, ${Math.round(perSecond)} a second`)
    return { machine, commit: thisCommit(), costs, emptyBytes }
  } finally {
    await client.end()
    await store.close()
    await engine.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function measure(
  store: Store,
  client: Client,
  { name, tables, count, write }: Kind,
): Promise<RowCost> {
  const before = await sizeOfTables(client, tables)
  let seconds = 0
  // Vacuums as often as autovacuum would in slow growth, so that updates find free space.
  for (let part = 0; part < parts; part += 1) {
    /* oxlint-disable no-await-in-loop */
    const started = performance.now()
    await writeAll(store, (count * part) / parts, (count * (part + 1)) / parts, write)
    seconds += (performance.now() - started) / 1000
    for (const table of tables) await client.query(`vacuum analyze ${table}`)
    /* oxlint-enable no-await-in-loop */
  }
  const bytes = (await sizeOfTables(client, tables)) - before
  return { kind: name, rows: count, bytesEach: bytes / count, perSecond: count / seconds }
}

async function writeAll(
  store: Store,
  from: number,
  to: number,
  write: Kind['write'],
): Promise<void> {
  let next = from
  async function writer(): Promise<void> {
    for (let index = next++; index < to; index = next++) {
      // Each writer waits for a row to be acknowledged before it writes the next one.
      // oxlint-disable-next-line no-await-in-loop
      await write(store, index)
    }
  }
  await Promise.all(Array.from({ length: maxConcurrent }, writer))
}

/** Bytes of the tables with their indexes. */
async function sizeOfTables(client: Client, tables: readonly string[]): Promise<number> {
  const sizes = tables.map((table) => `pg_total_relation_size('${table}')`)
  return sizeOf(client, `select ${sizes.join(' + ')} as bytes`)
}

async function sizeOf(client: Client, statement: string): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(statement)
  return Number(rows[0]?.bytes)
}
