import { parseArgs } from 'node:util'
import { ensureBuilt } from '#scripts/built-app.mjs'
import { startApp } from '#bench/app-process.ts'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { startChild } from '#bench/proxy/child.ts'
import { writeReport } from '#bench/report/write-report.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict-table.ts'
import { abuses, type Abuse } from './abuses.ts'
import { startHonestPeople, type HonestPeople } from './honest-people.ts'
import type { AbuseMeasured, AbuseResult } from './result.ts'
import { abuseVerdicts, summariseWaits, worstRatio } from './watched.ts'

/**
 * `npm run bench:abuse`: how long eight honest people wait for flows and sign-ins while an abuser
 * sends far too many requests. See docs/performance.md.
 */

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const seconds = Number(values.seconds)
if (!(seconds >= 3)) throw new Error('--seconds is a number of at least 3')

ensureBuilt()
const machine = thisMachine()
const stub = await startChild('../abuse/stub-main.ts', [])
const abuser = await startChild('../abuse/abuser-main.ts', [])
const origin = 'https://contracts.example.com'
const app = await startApp({
  NODE_ENV: 'production',
  PUBLIC_URL: origin,
  DINGTALK_APP_KIND: 'third-party',
  DINGTALK_CLIENT_ID: 'suiteclient',
  DINGTALK_CLIENT_SECRET: 'not-a-secret',
  DINGTALK_SUITE_TICKET: 'not-a-ticket',
  DINGTALK_API_URL: stub.url,
  DINGTALK_OAPI_URL: stub.url,
  SESSION_SECRET: 'a session secret of more than 32 bytes',
  FLOW_ACCESS: 'corp',
})
const proxy = { url: app.url, origin }
type Counts = { calls: number; throttled: number }

async function measure(abuse: Abuse, people: HonestPeople): Promise<AbuseMeasured> {
  console.log(abuse.name)
  const calm = await people.watch(seconds * 1000)
  const before = await stub.ask<Counts>('counts')
  await abuser.ask({ start: abuse.name, ...proxy })
  const abused = await people.watch(seconds * 1000)
  const after = await stub.ask<Counts>('counts')
  return {
    name: abuse.name,
    sent: await abuser.ask<number>('stop'),
    upstreamCalls: after.calls - before.calls,
    throttled: after.throttled - before.throttled,
    calm: summariseWaits(calm),
    abused: summariseWaits(abused),
    worstPerson: worstRatio(calm, abused),
  }
}

try {
  const people = await startHonestPeople(proxy)
  // Warms up: a server's first answers are slow.
  await people.watch(5_000)
  const measured: AbuseMeasured[] = []
  for (const abuse of abuses) {
    // oxlint-disable-next-line no-await-in-loop
    measured.push(await measure(abuse, people))
  }
  const result: AbuseResult = { machine, commit: thisCommit(), seconds, abuses: measured }
  await writeResult('abuse', result)
  await writeReport()
  printVerdicts(abuseVerdicts(measured))
} finally {
  await app.stop()
  await abuser.stop()
  await stub.stop()
}
