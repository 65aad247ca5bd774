import type { Client } from 'pg'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { median } from '#bench/stats.ts'
import { withNewStore } from './new-store.ts'
import type { StatisticsResult } from './result.ts'

const contracts = 100_000

const corpId = 'dingbench'

const rounds = 10

const dayMs = 24 * 60 * 60_000

/** Periods in which the contracts were started, milliseconds. */
const spans = [
  ['started within two years', 730 * dayMs],
  ['started within twelve weeks', 84 * dayMs],
] as const

/** How long the statistics of one organisation with very many contracts take. */
export async function measureStatistics(): Promise<StatisticsResult> {
  const machine = thisMachine()
  return withNewStore(async (store, client) => {
    const now = Date.now()
    const answers: StatisticsResult['answers'] = []
    for (const [name, spanMs] of spans) {
      await fill(client, now, spanMs)
      const took: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const started = performance.now()
        await store.registry.statistics.of(corpId, now)
        took.push(performance.now() - started)
      }
      answers.push({ name, ms: median(took) ?? NaN })
    }
    return { machine, commit: thisCommit(), contracts, rounds, answers }
  })
}

/**
 * Contracts started evenly over a span of time: every thirtieth is being signed, as are half of the
 * last week's; of the others, nine in ten were completed. They took an hour to 18 days, in four
 * stages.
 */
async function fill(client: Client, now: number, spanMs: number): Promise<void> {
  await client.query('truncate flows cascade')
  await client.query(
    `insert into flows (
      corp_id, task_id, title, status, initiator_name, created_at, first_seen_at, last_log_at,
      started_here, search_text, next_step
    )
    select $1, 'PRO-' || lpad(n::text, 32, '0'), '办公设备采购合同（第 ' || n || ' 号）', status, '张三',
      began, began, ended, true,
      'PRO-' || n || E'\\n办公设备采购合同（第 ' || n || E' 号）\\n张三\\n李思雨\\n欧阳文静\\n司马相如',
      jsonb_build_object(
        'kind', case status when 'signing' then 'waiting-for-signature' else status end,
        'people', jsonb_build_array('签署人' || n % 50), 'since', ended,
        'followedBy', '[]'::jsonb, 'reason', null, 'waits', '[]'::jsonb, 'byName', '[]'::jsonb
      )
    from (
      select n, began, began + least(took, ($3::bigint - began) / 2) as ended,
        case
          when n % 30 = 0 or (n % 2 = 0 and began > $3::bigint - 7 * $5::bigint) then 'signing'
          when n % 10 = 1 then (array['revoked', 'expired', 'deleted', 'refused', 'draft'])[1 + n / 10 % 5]
          else 'completed'
        end as status
      from (
        select n, $3::bigint - (n * ($4::bigint / $2::int))::bigint as began,
          3600000 + (n::bigint * 7919 % 6000 * (n::bigint * 104729 % 6000)) * 43 as took
        from generate_series(1, $2::int) as n
      ) as drawn
    ) as contracts`,
    [corpId, contracts, now, spanMs, dayMs],
  )
  await client.query(
    `insert into flow_stages (corp_id, task_id, finished)
    select corp_id, task_id, (
      select jsonb_agg(jsonb_build_object(
        'kind', (array['preparation', 'seal-request', 'seal-approval', 'signature'])[place],
        'tookMs', ((last_log_at - created_at) * place / 10)::bigint
      ) order by place) from generate_series(1, 4) as place
    ) from flows`,
  )
  await client.query('vacuum analyze flows, flow_stages')
}
