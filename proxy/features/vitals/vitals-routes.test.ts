import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FieldNumber } from '#shared/rules/codes/field-numbers.ts'
import type { VitalsReport } from '#shared/schemas/vitals.ts'
import { createMetrics, type Metrics } from '#proxy/features/health/metrics.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import { createMeasureStore } from './measure-store.ts'

let upstream: Upstream
let metrics: Metrics
let databaseUrl: string
let proxy: TestProxy
let now: number

const hourMs = 60 * 60_000

beforeEach(async () => {
  now = 10 * hourMs
  upstream = await startUpstream()
  metrics = createMetrics()
  databaseUrl = await newDatabase()
  const store = await openStore({ databaseUrl })
  const monotonic = () => now
  proxy = await startTestProxy(upstream.url, {}, { store, metrics, monotonic, now: () => now })
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

const report: VitalsReport = {
  client: 'android',
  version: '7.6.15.12345',
  release: 'dev',
  isNew: true,
  isWhite: false,
  hasError: false,
  times: { code: 120, answer: 480, visible: 900, alive: 1300 },
  vitals: { lcp: 1000, inp: 240, cls: 0.02 },
  calls: [{ call: 'auth-code', outcome: 'ok' }],
}

function send(body: unknown, address = '203.0.113.1'): Promise<Response> {
  return proxy.ask('/api/vitals', {
    method: 'POST',
    headers: { 'x-forwarded-for': address },
    body: JSON.stringify(body),
  })
}

const refused = { call: 'dd-config', outcome: 'refused' } as const

/** Values of a metric, by its labels. */
async function valuesOf(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith(`${name}{`))
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(name.length + 1, line.lastIndexOf('}')),
      Number(line.slice(line.lastIndexOf(' '))),
    ]),
  )
}

/** What the database has after the proxy has ended. */
async function stored(): Promise<FieldNumber[]> {
  await proxy.close()
  const again = await openStore({ databaseUrl })
  const numbers = await createMeasureStore(again.database).since(0)
  await again.close()
  return numbers
}

/** As text, to compare counts by their names. */
const briefly = (numbers: readonly FieldNumber[]) =>
  numbers.map(({ measure, count, good, sum }) => `${measure} ${good}/${count} ${sum}`).toSorted()

it('counts a report in metrics, and by the hour in the database', async () => {
  expect((await send(report)).status).toBe(204)
  const page = 'client="android",version="other",release="dev"'
  expect(await valuesOf('page_opened_total')).toEqual({ [page]: 1 })
  expect(await valuesOf('page_faults_total')).toEqual({})
  expect(await valuesOf('page_boot_seconds_sum')).toEqual({
    'client="android",stage="code"': 0.12,
    'client="android",stage="answer"': 0.48,
    'client="android",stage="visible"': 0.9,
    'client="android",stage="alive"': 1.3,
  })
  expect(await valuesOf('page_largest_paint_seconds_sum')).toEqual({ 'client="android"': 1 })
  expect(await valuesOf('page_interaction_seconds_sum')).toEqual({ 'client="android"': 0.24 })
  expect(await valuesOf('page_layout_shift_score_sum')).toEqual({ 'client="android"': 0.02 })
  expect(await valuesOf('page_client_calls_total')).toEqual({
    'client="android",call="auth-code",outcome="ok"': 1,
  })
  expect(briefly(await stored())).toEqual([
    'alive 1/1 1300',
    'answer 1/1 480',
    'auth-code 1/1 0',
    'cls 1/1 0.02',
    'code 1/1 120',
    'drawn 1/1 0',
    'error-free 1/1 0',
    'inp 0/1 240',
    'lcp 1/1 1000',
    'visible 1/1 900',
  ])
})

it('counts a page once, white or not, and what happens later', async () => {
  const white = { client: 'ios', release: 'dev', isNew: true, isWhite: true }
  await send(white)
  await send({ ...report, isNew: false, hasError: true, calls: [], times: {}, vitals: {} })
  await send({ ...report, isNew: false, times: {}, vitals: {}, calls: [refused] })
  expect(Object.values(await valuesOf('page_opened_total'))).toEqual([1])
  expect(await valuesOf('page_faults_total')).toEqual({
    'client="ios",version="none",release="dev",fault="white"': 1,
    'client="android",version="other",release="dev",fault="error"': 1,
  })
  expect(briefly(await stored())).toEqual(['dd-config 0/1 0', 'drawn 0/1 0', 'error-free 0/1 0'])
})

it('takes no page without an error back that its sender has not reported', async () => {
  await upstream.signIn(proxy, 'zhangsan')
  for (let opened = 0; opened < 5; opened += 1) await send(report)
  await proxy.ask('/api/session', { method: 'DELETE' })
  const late = { ...report, isNew: false, hasError: true, calls: [], times: {}, vitals: {} }
  for (let index = 0; index < 5; index += 1) await send(late, '203.0.113.9')
  expect(briefly(await stored())).toContain('error-free 5/10 0')
})

it('has few labels, whatever a page says', async () => {
  // Strangers, and builds of others, leave the real ones their places.
  for (let index = 0; index < 40; index += 1)
    await send({ ...report, version: `8.${index}.1` }, `203.0.113.${index}`)
  for (const [nth, userId] of ['zhangsan', 'lisi', 'wangwu'].entries()) {
    await upstream.signIn(proxy, userId)
    for (let index = 0; index < 5; index += 1)
      await send({ ...report, version: `7.${index}.1`, release: 'someone' })
    for (let index = 0; index < 12; index += 1)
      await send({ ...report, version: `9.${index + nth * 12}.1` })
  }
  await send({ ...report, client: 'toaster', version: '"}', release: 'someone' })
  await send({ ...report, version: '', client: 'browser' })
  const labels = Object.keys(await valuesOf('page_opened_total'))
  const named = labels.filter((label) => /version="\d/.test(label))
  expect(named).toHaveLength(29)
  expect(named.filter((label) => !label.includes('"9.'))).toEqual([])
  expect(labels).toContain('client="other",version="other",release="other"')
  expect(labels).toContain('client="browser",version="none",release="dev"')
  const unknown = { call: 'dd-config', outcome: 'new-word' }
  expect((await send({ ...report, calls: [unknown] })).status).toBe(204)
  expect(Object.keys(await valuesOf('page_client_calls_total'))).toContain(
    'client="android",call="dd-config",outcome="other"',
  )
})

it.each([
  {},
  { ...report, client: 'x'.repeat(21) },
  { ...report, times: { alive: -1 } },
  { ...report, times: { alive: 600_001 } },
  { ...report, times: { alive: '1' } },
  { ...report, vitals: { cls: 1001 } },
  { ...report, calls: Array.from({ length: 21 }, () => refused) },
  { ...report, calls: [{ call: 'eval', outcome: 'ok' }] },
])('refuses what no page of ours sends: %#', async (body) => {
  expect((await send(body)).status).toBe(400)
  expect(await valuesOf('page_opened_total')).toEqual({})
})

it('refuses a large body', async () => {
  expect((await send({ ...report, more: 'x'.repeat(5000) })).status).toBe(413)
})

it('counts sixty reports of an address per minute while nobody has signed in there', async () => {
  const sendMany = (count: number, address: string) =>
    Promise.all(Array.from({ length: count }, () => send(report, address)))
  const pages = async () =>
    Object.values(await valuesOf('page_opened_total')).reduce((sum, value) => sum + value, 0)
  const answers = await sendMany(61, '203.0.113.1')
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
  expect(await pages()).toBe(60)
  await send(report, '203.0.113.2')
  expect(await pages()).toBe(61)
  await upstream.signIn(proxy, 'zhangsan')
  await sendMany(21, '203.0.113.1')
  expect(await pages()).toBe(81)
  now += 60_001
  await send(report)
  expect(await pages()).toBe(82)
})
