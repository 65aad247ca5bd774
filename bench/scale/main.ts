import type { Client } from 'pg'
import type { Store } from '#proxy/base/store/store.ts'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { kinds, type Kind } from './fill.ts'
import { withNewStore } from './new-store.ts'
import type { RowCost, ScaleResult } from './result.ts'
import { measureStatistics } from './statistics-times.ts'

/**
 * `npm run bench:scale`: how much space the app's data takes in the database, how fast it is
 * written, and how long the statistics of many contracts take, on a new Postgres with default
 * settings. See docs/scale.md. `npm run bench:scale -- statistics` measures the statistics alone.
 */

const maxConcurrent = 32

const parts = 10

if (process.argv[2] !== 'statistics') await writeResult('scale', await measureRows())
const statistics = await measureStatistics()
await writeResult('statistics', statistics)
for (const { name, ms } of statistics.answers) console.log(`${name}: ${ms.toFixed(1)} ms`)

async function measureRows(): Promise<ScaleResult> {
  const machine = thisMachine()
  return withNewStore(async (store, client) => {
    const emptyBytes = await sizeOf(client, `select pg_database_size(current_database()) as bytes`)
    const costs: RowCost[] = []
    // Sequential, so that each is timed alone.
    for (const kind of kinds) costs.push(await measure(store, client, kind))
    for (const { kind, bytesEach, perSecond } of costs)
      console.log(`${kind}: ${Math.round(bytesEach)} bytes, ${Math.round(perSecond)} a second`)
    return { machine, commit: thisCommit(), costs, emptyBytes }
  })
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
    const started = performance.now()
    await writeAll(store, (count * part) / parts, (count * (part + 1)) / parts, write)
    seconds += (performance.now() - started) / 1000
    for (const table of tables) await client.query(`vacuum analyze ${table}`)
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
