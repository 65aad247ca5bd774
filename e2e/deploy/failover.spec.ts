import { createHash, createHmac, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'
import { findLost } from '#proxy/testing/durability/acknowledged.ts'
import { noticeSecret } from '#proxy/testing/durability/live-server.ts'
import type { People } from '#proxy/testing/durability/people.ts'
import { countsOf, startWriters } from '#proxy/testing/durability/writers.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { startSwitch } from './servers/haproxy.ts'
import { startLive } from './servers/live-run.ts'
import { PostgresPair } from './servers/postgres-pair.ts'
import { noteSize } from './note-size.ts'

// The primary of two Debian Postgres servers is killed under load, as in docs/deployment.md: what was
// acknowledged is on the other one, and the app goes on by itself.

const rounds = 10
const pagesOfOne = 5
const signing = 'PRO-SANDBOX-SIGNING'
const linkSecret = 'a-secret-of-links-of-more-than-32-bytes'

/** Registers flows one after the other, and notes those that were acknowledged. */
function startRegistering(people: People) {
  const registered: string[] = []
  const ending = new AbortController()
  async function register(): Promise<void> {
    while (!ending.signal.aborted) {
      const taskId = `PRO-${randomUUID()}`
      const person = { userId: 'lisi', name: '李四', role: 'signer' }
      const body = JSON.stringify({ corpId: sandboxCorpId, title: '采购合同', people: [person] })
      const seconds = Math.floor(Date.now() / 1000)
      const digest = createHash('sha256').update(body).digest('hex')
      const signed = ['register', sandboxCorpId, taskId, seconds, digest].join('\n')
      const signature = createHmac('sha256', linkSecret).update(signed).digest('base64url')
      const answer = await fetch(`${people.url}/api/registrations/${taskId}`, {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          'x-flow-signature': `1.${seconds}.${signature}`,
        },
        body,
      }).catch(() => null)
      if (answer?.status === 204) registered.push(taskId)
      else await pause(50)
    }
  }
  const registering = Promise.all([register(), register()])
  return {
    registered,
    async stop() {
      ending.abort()
      await registering
    },
  }
}

/** Sets automatic reminders for flows, and notes what was acknowledged. */
function startReminding(people: People, taskIds: () => string[]) {
  const reminded = new Map<string, string>()
  const ending = new AbortController()
  async function remind(): Promise<void> {
    for (let turn = 0; !ending.signal.aborted; turn += 1) {
      const known = taskIds()
      const taskId = known[turn % known.length]
      const every = turn % 2 === 0 ? 'day' : 'last-day'
      const path = `/api/flows/${taskId}/auto-reminders`
      const answer = await people.put('zhangsan', path, { every }).catch(() => null)
      if (taskId !== undefined && answer?.ok === true) reminded.set(taskId, every)
      // Without an answer, either may be right.
      else if (taskId !== undefined) reminded.delete(taskId)
      if (answer?.ok !== true) await pause(50)
    }
  }
  const reminding = remind()
  return {
    reminded,
    async stop() {
      ending.abort()
      await reminding
    },
  }
}

test('nothing acknowledged is lost when the primary is killed, ten times', async () => {
  test.setTimeout(20 * 60_000)
  const pair = await PostgresPair.start()
  const gate = await startSwitch(pair.primary.port)
  const live = await startLive({ DATABASE_URL: gate.url, FLOW_LINK_SECRET: linkSecret })
  const { people, work } = live
  const { pid } = live.server().child
  const headers = { cookie: people.cookieOf('wangwu') }
  expect((await people.get('wangwu', `/api/flows/${signing}`)).status).toBe(200)
  const pages = await Promise.all(
    Array.from({ length: pagesOfOne }, () =>
      listenToEvents(`${people.url}/api/flows/${signing}/events`, headers),
    ),
  )
  const writers = startWriters(work)
  const registering = startRegistering(people)
  const starts = () =>
    writers.acknowledged.flatMap((one) => (one.kind === 'start' ? [one.taskId] : []))
  await writers.more(20)
  const reminding = startReminding(people, starts)
  const gaps: number[] = []

  for (let round = 1; round <= rounds; round += 1) {
    await writers.more(30)
    const killedAt = performance.now()
    await pair.killPrimary()
    await pair.promote()
    await gate.move(pair.primary.port)
    await writers.more(1)
    gaps.push(performance.now() - killedAt)
    const heard = pages.map(({ events }) => events.length)
    const notice = { action: 'SIGN', taskId: signing, bizData: { status: 'RUNNING' } }
    await expect
      .poll(async () => (await people.post('', `/callbacks/esign/${noticeSecret}`, notice)).status)
      .toBe(200)
    await expect
      .poll(() => pages.filter(({ events }, page) => events.length === heard[page]).length)
      .toBe(0)
    await writers.more(30)
    await pair.rejoin()
  }
  await Promise.all([writers.stop(), registering.stop(), reminding.stop()])

  expect(await findLost(work, gate.url, writers.acknowledged)).toEqual([])
  const { registered } = registering
  const found = await pair.primary.ask<{ id: string }>('select task_id as id from flows')
  const ids = new Set(found.map(({ id }) => id))
  expect(registered.filter((taskId) => !ids.has(taskId))).toEqual([])
  const reminders = await pair.primary.ask<{ id: string; every: string }>(
    'select task_id as id, every from auto_reminders',
  )
  const everyOf = new Map(reminders.map(({ id, every }) => [id, every]))
  for (const [taskId, every] of reminding.reminded) expect(everyOf.get(taskId)).toBe(every)
  // The same process went on, and no page lost its connection.
  expect(live.server().child.exitCode).toBeNull()
  expect(live.server().child.pid).toBe(pid)
  expect([...writers.refused].filter((said) => !said.startsWith('503'))).toEqual([])
  noteSize(`${rounds} rounds: ${countsOf(writers.acknowledged)}`)
  noteSize(`${registered.length} registrations, ${reminding.reminded.size} flows with reminders`)
  noteSize(
    `0 lost; after ${gaps.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s the next was acknowledged`,
  )
  for (const page of pages) page.leave()
  await live.close()
  await gate.stop()
  await pair.remove()
})
