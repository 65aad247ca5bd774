import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { createJobWorker } from '#proxy/base/jobs/job-worker.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { ClaimedJob } from './jobs/job.ts'
import type { Store } from './store.ts'
import { oldDatabase } from './testing/old-database.ts'
import { openStore } from './testing/open-store.ts'

/** @param fill statements that put rows into the tables as they were before a migration */
async function storeUpgradedWith(fill: string, before = '0032_jobs'): Promise<Store> {
  const databaseUrl = await oldDatabase(
    ({ name }) => name === before,
    (database) => database.execute(sql.raw(fill)),
  )
  const store = await openStore({ databaseUrl })
  onTestFinished(() => store.close())
  return store
}

it('an upgraded database does what waited in the outbox once, and nothing that was sent', async () => {
  const store = await storeUpgradedWith(`
    insert into outbox (corp_id, kind, key, user_id, task_id, lane, payload, state, reason, tries,
      put_at, due_at, expires_at, claim, claimed_until, settled_at)
    values
      ('ding', 'message', 'due', 'lisi', 'PRO-1', 'a', '{"n": 1}', 'waiting', null, 0, 1, 1, 100, null, null, null),
      ('ding', 'message', 'second in its lane', 'lisi', 'PRO-1', 'a', null, 'waiting', null, 0, 1, 1, 100, null, null, null),
      ('ding', 'message', 'later', 'lisi', 'PRO-1', null, null, 'waiting', 'quiet-hours', 0, 1, 50, 100, null, null, null),
      ('ding', 'message', 'claimed by a dead instance', 'lisi', null, null, null, 'waiting', null, 1, 1, 1, 100, 'c', 1, null),
      ('ding', 'message', 'under way at a dead instance', 'lisi', null, null, null, 'calling', null, 1, 1, 1, 100, 'd', 1, null),
      ('ding', 'todo', 'to-do under way at a dead instance', 'lisi', null, null, null, 'calling', null, 1, 1, 1, 100, 'e', 1, null),
      ('ding', 'message', 'sent', 'lisi', 'PRO-1', null, null, 'sent', null, 1, 1, 1, 100, 'f', null, 2),
      ('ding', 'message', 'failed', 'lisi', 'PRO-1', null, null, 'failed', 'refused', 1, 1, 1, 100, 'g', null, 2)`)
  const done: string[] = []
  let now = 10
  async function run({ key }: ClaimedJob) {
    done.push(key)
    return {}
  }
  const handlers = {
    message: { isRepeatable: false, run },
    todo: { isRepeatable: true, run },
  }
  const log = createLogger('silent')
  const workerOf = () => createJobWorker({ jobs: store.jobs, handlers, log, now: () => now })
  await Promise.all([workerOf().doDue(), workerOf().doDue()])
  expect(done.toSorted()).toEqual([
    'claimed by a dead instance',
    'due',
    'second in its lane',
    'to-do under way at a dead instance',
  ])
  expect(done.indexOf('due')).toBeLessThan(done.indexOf('second in its lane'))
  now = 50
  await workerOf().doDue()
  expect(done.slice(4)).toEqual(['later'])
  const stateOf = async (key: string) => (await store.jobs.find('ding', key))?.state
  expect(await stateOf('under way at a dead instance')).toBe('unknown')
  expect(await stateOf('sent')).toBe('done')
  expect(await stateOf('failed')).toBe('failed')
  expect(await store.jobs.find('ding', 'due')).toMatchObject({ payload: { n: 1 }, state: 'done' })
  // Sent messages still keep their keys, and new jobs their order after them.
  const of = {
    corpId: 'ding',
    kind: 'message',
    userId: null,
    taskId: null,
    payload: null,
    dueAt: 1,
  }
  await store.jobs.put([{ ...of, key: 'sent' }], now)
  await store.jobs.put([{ ...of, key: 'new' }], now)
  const [known, added] = await Promise.all(
    ['sent', 'new'].map(async (key) => store.jobs.find('ding', key)),
  )
  expect(known?.state).toBe('done')
  expect(added?.id).toBeGreaterThan(known?.id ?? Infinity)
})

it('deletes expired data a day, and data of organisations that left an hour after the last time', async () => {
  const store = await storeUpgradedWith(
    `insert into clearings (name, at) values ('all', 1000), ('relieved', 2000)`,
  )
  const dueAt = async (key: string) => (await store.jobs.find('', key))?.dueAt
  expect(await dueAt('delete-expired')).toBe(1000 + 24 * 60 * 60_000)
  expect(await dueAt('delete-relieved')).toBe(2000 + 60 * 60_000)
})

it('follows up the notices that waited, once for each flow, and its end by itself', async () => {
  const store = await storeUpgradedWith(`
    insert into notices (task_id, action, status, arrivals, received_at, processed_at, claimed_until)
    values
      ('PRO-1', 'SIGN', 'RUNNING', 2, 5, null, null), ('PRO-1', 'SIGN', 'SIGNING', 1, 6, null, 1),
      ('PRO-1', 'SIGN', 'FINISH', 1, 7, null, null), ('PRO-2', 'SIGN', 'FINISH', 1, 4, 5, null),
      ('AUTH-1', 'CORP_AUTH', 'SUCCESS', 1, 8, null, null)`)
  const taken: [kind: string, key: string, ...more: unknown[]][] = []
  async function run({ kind, key, taskId, payload, expiresAt }: ClaimedJob) {
    taken.push([kind, key, taskId, payload, expiresAt])
    return {}
  }
  const handler = { isRepeatable: true, run }
  const handlers = { notice: handler, authorised: handler }
  const log = createLogger('silent')
  const workerOf = () => createJobWorker({ jobs: store.jobs, handlers, log, now: () => 10 })
  await Promise.all([workerOf().doDue(), workerOf().doDue()])
  const dayMs = 24 * 60 * 60_000
  // Either worker may be the first.
  expect(taken.toSorted(([, a], [, b]) => a.localeCompare(b))).toEqual([
    ['authorised', 'authorised:AUTH-1', 'AUTH-1', { isEnd: false }, 8 + dayMs],
    ['notice', 'notice:PRO-1', 'PRO-1', { isEnd: false }, 6 + dayMs],
    ['notice', 'notice:PRO-1:end', 'PRO-1', { isEnd: true }, 7 + dayMs],
  ])
})

it('processes the events of DingTalk that waited once, in order, and keeps those it had processed', async () => {
  const store = await storeUpgradedWith(`
    insert into dingtalk_events (event_id, type, corp_id, born_at, received_at, data, outcome, attempts, taken_until)
    values
      ('e3', 'org_suite_relieve', 'ding', 3, 9, '{"n": 3}', 'waiting', 0, 0),
      ('e2', 'org_suite_auth', 'ding', 2, 10, '{"n": 2}', 'waiting', 1, 1),
      ('e1', 'market_order', 'ding', 1, 5, null, 'done', 1, 1),
      ('e0', 'market_order', 'ding', 0, 4, null, 'old', 1, 1),
      ('ef', 'market_order', 'ding', 0, 4, null, 'failed', 11, 1),
      ('es', 'chat_update', null, 1, 6, null, 'waiting', 0, 0)`)
  const taken: unknown[] = []
  async function run({ corpId, payload }: ClaimedJob) {
    taken.push([corpId, payload])
    return {}
  }
  const handlers = { event: { isRepeatable: true, run } }
  const log = createLogger('silent')
  const workerOf = () => createJobWorker({ jobs: store.jobs, handlers, log, now: () => 20 })
  await Promise.all([workerOf().doDue(), workerOf().doDue()])
  expect(taken.filter((one) => JSON.stringify(one).includes('"ding"'))).toEqual([
    ['ding', { type: 'org_suite_auth', bornAt: 2, data: { n: 2 } }],
    ['ding', { type: 'org_suite_relieve', bornAt: 3, data: { n: 3 } }],
  ])
  expect(taken).toContainEqual(['', { type: 'chat_update', bornAt: 1, data: null }])
  expect(taken).toHaveLength(3)
  const outcomes = (await store.dingtalkEvents.latest('ding', 9)).map(({ outcome }) => outcome)
  expect(outcomes.toSorted()).toEqual(['done', 'done', 'done', 'failed', 'superseded'])
  const again = { eventId: 'e1', type: 'market_order', corpId: 'ding', bornAt: 1, data: null }
  expect(await store.dingtalkEvents.store([again], 20)).toBe(0)
})

it('reads the organisations that waited for it after a gap, and none in e签宝 that was read that day', async () => {
  const columns = 'admins, told_at, is_authorised, authorised_at, is_enabled, enabled_at'
  const store = await storeUpgradedWith(`
    insert into corps (corp_id, ${columns}, bought_at, since, looked_at, missing_scopes, grams)
    select name, '[]', 0, name <> 'gone', 0, true, 0, 0, 1, looked_at, '[]', '{}'
    from (values ('due', 4), ('read', 6), ('gone', 4)) as known (name, looked_at);
    insert into event_watch (name, heard_until, look_since, looker, looking_until)
    values ('all', 7, 5, 'a dead instance', 1);
    insert into margin_looks (corp_id, day) values ('read', 20000)`)
  const taken: string[] = []
  async function run({ kind, corpId }: ClaimedJob) {
    taken.push(`${kind} ${corpId}`)
    return {}
  }
  const handler = { isRepeatable: true, run }
  const handlers = { 'corp-in-dingtalk': handler, 'corp-in-esign': handler }
  const log = createLogger('silent')
  const dayMs = 24 * 60 * 60_000
  const today = 20_000 * dayMs - 8 * 60 * 60_000
  let now = today + dayMs / 2
  const workerOf = () => createJobWorker({ jobs: store.jobs, handlers, log, now: () => now })
  await store.corpJobs.readInEsign({ today, usedSince: 0, at: now })
  await Promise.all([workerOf().doDue(), workerOf().doDue()])
  expect(taken.toSorted()).toEqual(['corp-in-dingtalk due', 'corp-in-esign due'])
  now += dayMs
  await store.corpJobs.readInEsign({ today: today + dayMs, usedSince: 0, at: now })
  await workerOf().doDue()
  expect(taken.slice(2).toSorted()).toEqual(['corp-in-esign due', 'corp-in-esign read'])
  expect(await store.eventWatch.receivedUntil()).toBe(7)
})

it('tells other systems of the deadlines of contracts whose messages were planned before', async () => {
  const dayMs = 24 * 60 * 60_000
  const now = Date.now()
  const [soon, later] = [now + dayMs - 60_000, now + 3 * dayMs]
  const columns = `corp_id, task_id, status, deadline, created_at, is_planned, first_seen_at,
    started_here, search_text, generation`
  const more = `${now}, true, '', '2.0'`
  const store = await storeUpgradedWith(
    `insert into flows (${columns}) values
      ('ding', 'PRO-1', 'signing', ${later}, ${now}, true, ${more}),
      ('ding', 'PRO-ENDED', 'completed', ${later}, ${now}, true, ${more}),
      ('ding', 'PRO-SOON', 'signing', ${soon}, null, true, ${more}),
      ('ding', 'PRO-SHORT', 'signing', ${later}, ${later - dayMs}, true, ${more}),
      ('ding', 'PRO-UNPLANNED', 'signing', ${later}, ${now}, false, ${more}),
      ('ding', 'PRO-ENDLESS', 'signing', null, ${now}, true, ${more})`,
    '0040_webhooks',
  )
  const taskIds = ['PRO-1', 'PRO-ENDED', 'PRO-SOON', 'PRO-SHORT', 'PRO-UNPLANNED', 'PRO-ENDLESS']
  const jobs = await Promise.all(
    taskIds.map((taskId) => store.jobs.ofFlow('ding', taskId, 'webhook-deadline')),
  )
  expect(jobs.flat()).toMatchObject([
    {
      key: `webhook-deadline:PRO-1:${later}`,
      taskId: 'PRO-1',
      payload: { deadline: later },
      state: 'waiting',
      dueAt: later - dayMs,
      expiresAt: later,
    },
  ])
})
