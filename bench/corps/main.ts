import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '#proxy/store/engine/embedded-postgres.ts'
import { createStore, type Store } from '#proxy/store/store.ts'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { median } from '#bench/stats.ts'
import { atMost } from '#bench/verdict.ts'
import { printVerdicts } from '#bench/verdict-table.ts'
import { startDesk, type Desk } from './desk.ts'

/**
 * `npm run bench:corps`: how much longer the operators' list takes to open with 100,000
 * organisations than with 100, measured as its HTTP answer. Requests alternate between the two, so
 * that other load on the machine affects both. Only the first page has a bound: filters and
 * searches find fewer rows in 100 organisations, and the counts, for which the list does not wait,
 * scan all of them.
 */

const few = 100
const many = 100_000
const rounds = Number(process.env['ROUNDS'] ?? 500)
const maxRatio = 1.3

const quiet = { info: () => {}, warn: () => {} }
const folder = await mkdtemp(join(tmpdir(), 'bench-corps-'))
// If root starts the bench, Postgres runs as another user, which has no access to a folder from
// mkdtemp.
await chmod(folder, 0o711)
const engine = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: quiet })
const second = new URL(engine.url)
const client = new Client({ connectionString: engine.url })

const now = Date.now()
const paths = {
  'the first page': '/corps',
  'given up': '/corps?filter=relieved',
  'in trouble': '/corps?filter=trouble',
  ended: '/corps?filter=ended',
  'by a name': `/corps?q=${encodeURIComponent('公司 77 ')}`,
  'by the beginning of an id': '/corps?q=dingbench77',
  'health and counts, beside the list': '/health',
} as const

/** Medians, in milliseconds. */
type Times = { few: number; many: number; ratio: number }

const machine = thisMachine()
const answers: Record<string, Times> = {}

try {
  await client.connect()
  await client.query('create database many')
  second.pathname = '/many'
  const stores: [Store, Store] = [
    createStore({ databaseUrl: engine.url, log: quiet }),
    createStore({ databaseUrl: second.href, log: quiet }),
  ]
  try {
    await Promise.all(stores.map((store) => store.ready()))
    await fill(engine.url, few)
    await fill(second.href, many)
    const desks = await Promise.all([startDesk(stores[0]), startDesk(stores[1])])
    for (const [name, path] of Object.entries(paths)) {
      // oxlint-disable-next-line no-await-in-loop -- sequential, so that they do not slow each
      // other down
      const times = await compare(desks, path)
      answers[name] = times
      console.log(
        `${name}: ${times.few.toFixed(2)} ms of ${few}, ${times.many.toFixed(2)} ms of ${many}, ratio ${times.ratio.toFixed(2)}`,
      )
    }
    await Promise.all(desks.map((desk) => desk.close()))
  } finally {
    await Promise.all(stores.map((store) => store.close()))
  }
} finally {
  await client.end()
  await engine.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
}

const verdict = atMost(maxRatio, {
  target: `the list of ${many} organisations against one of ${few}`,
  value: answers['the first page']?.ratio ?? null,
  unit: '×',
})
const result = { machine, commit: thisCommit(), rounds, answers, verdicts: [verdict] }
await writeResult('corps', result)
printVerdicts([verdict])
if (verdict.passed !== true) process.exitCode = 1

async function fill(url: string, count: number): Promise<void> {
  const filler = new Client({ connectionString: url })
  await filler.connect()
  try {
    await filler.query(
      `insert into corps (
      corp_id, name, admins, told_at, is_authorised, authorised_at, is_enabled, enabled_at,
      bought_until, bought_at, since, looked_at, missing_scopes, install, grams
    )
    select 'dingbench' || n, '公司 ' || n || ' 科技', '["a"]', 1, n % 10 > 0, 1, n % 11 > 0, 1,
      case when n % 7 = 0 then $2::bigint - n * 1000 else $2::bigint + n::bigint * 100000 end, 1,
      $2::bigint - n, 0, '[]', case when n % 13 = 0 then 'not-installed' else 'installed' end,
      array(select distinct substr('公司 ' || n || ' 科技', i, l)
        from generate_series(1, 12) i, generate_series(1, 2) l)
    from generate_series(1, $1::int) n`,
      [count, now],
    )
    await filler.query('vacuum analyze corps')
  } finally {
    await filler.end()
  }
}

async function compare(desks: readonly [Desk, Desk], path: string): Promise<Times> {
  const took: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, desk] of desks.entries()) {
      const started = performance.now()
      // oxlint-disable-next-line no-await-in-loop -- what is measured
      await desk.ask(path)
      took[index === 0 ? 0 : 1].push(performance.now() - started)
    }
  }
  const [ofFew, ofMany] = [median(took[0]) ?? NaN, median(took[1]) ?? NaN]
  return { few: ofFew, many: ofMany, ratio: ofMany / ofFew }
}
