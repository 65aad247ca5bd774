import type { Client } from 'pg'
import { corpSorts, sortOrders } from '#shared/rules/codes/corp-codes.ts'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { median } from '#bench/stats.ts'
import { atMost } from '#bench/verdict.ts'
import { endOfMonth, startDesk } from './desk.ts'
import { withNewStore } from './new-store.ts'
import type { DeskResult } from './result.ts'

const organisations = 10_000

/** Contracts of the last 90 days, of each organisation on average. */
const flowsEach = 15

const rounds = Number(process.env['ROUNDS'] ?? 50)
const maxMs = 100

const dayMs = 24 * 60 * 60_000

const paths: readonly (readonly [name: string, path: string])[] = [
  ['the first page, in trouble', '/corps?filter=trouble'],
  ['counts and health', '/health'],
  ['search by name', `/corps?q=${encodeURIComponent('公司 77')}`],
  ['search by the beginning of an id', '/corps?q=dingbench77'],
  ...corpSorts.flatMap((sort) =>
    sortOrders.map((order) => {
      const direction = order === 'asc' ? 'rising' : 'falling'
      return [`all, by ${sort}, ${direction}`, `/corps?sort=${sort}&order=${order}`] as const
    }),
  ),
]

/** How long answers for the operators' desk take with ten thousand organisations. */
export async function measureDesk(): Promise<DeskResult> {
  const machine = thisMachine()
  return withNewStore(async (store, client) => {
    await fill(client)
    const desk = await startDesk(store)
    const answers: DeskResult['answers'] = []
    for (const [name, path] of paths) {
      const took: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const started = performance.now()
        await desk.ask(path)
        took.push(performance.now() - started)
      }
      answers.push({ name, ms: median(took) ?? NaN })
    }
    await desk.close()
    const slowest = Math.max(...answers.map(({ ms }) => ms))
    const target = `the slowest answer of the desk with ${organisations.toLocaleString('en')} organisations`
    const verdicts = [atMost(maxMs, { target, value: slowest, unit: 'ms' })]
    return { machine, commit: thisCommit(), organisations, flowsEach, rounds, answers, verdicts }
  })
}

async function fill(client: Client): Promise<void> {
  const now = endOfMonth()
  await client.query(
    `insert into corps (
    corp_id, name, admins, told_at, is_authorised, authorised_at, is_enabled, enabled_at,
    bought_until, bought_at, since, asked_at, missing_scopes, install, grams,
    contracts_left, are_contracts_low, last_event, last_event_at
  )
  select 'dingbench' || n, '公司 ' || n || ' 科技', '["a"]', 1, n % 10 > 0, 1, n % 11 > 0, 1,
    $2::bigint + (n % 400 - 20) * $3::bigint, 1,
    $2::bigint - n, 0, '[]', case when n % 13 = 0 then 'not-installed' else 'installed' end,
    array(select distinct substr('公司 ' || n || ' 科技', i, l)
      from generate_series(1, 12) i, generate_series(1, 2) l),
    n % 500, n % 500 <= 10, 'market_order', $2::bigint - n * 7000
  from generate_series(1, $1::int) n`,
    [organisations, now, dayMs],
  )
  await client.query(
    `insert into flows (
    corp_id, task_id, status, first_seen_at, started_here, generation, search_text
  )
  select 'dingbench' || n, 'PRO-' || n || '-' || f, 'signing',
    $3::bigint - f * 3 * $4::bigint, true, '2.0', ''
  from generate_series(1, $1::int) n, generate_series(1, 2 * $2::int) f
  where f <= 1 + n % (2 * $2::int)`,
    [organisations, flowsEach, now, dayMs],
  )
  await client.query('vacuum analyze corps, flows')
}
