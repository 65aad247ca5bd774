import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Place } from './killing-proxy.ts'
import { noticeSecret } from './live-server.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'
import { startServerPair, type ServerPair } from './server-pair.ts'

/** Two servers, one of which is killed at a call: each turn gets one to-do, which is finished. */

const isLong = process.env['LONG'] === '1'
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)

const reading = /^GET \/v2\.0\/esign\/flowTasks\/[^/]+$/
const making = /^POST \/v1\.0\/todo\/users\/[^/]+\/tasks(\?|$)/
const finishing = /^PUT .*\/executorStatus/

const places: readonly Place[] = [
  { call: reading, nth: 1, when: 'unanswered' },
  { call: making, nth: 1, when: 'before' },
  { call: making, nth: 1, when: 'unanswered' },
  { call: making, nth: 1, when: 'answered' },
  { call: reading, nth: 2, when: 'answered' },
  { call: finishing, nth: 1, when: 'before' },
  { call: finishing, nth: 1, when: 'unanswered' },
  { call: making, nth: 2, when: 'before' },
  { call: making, nth: 2, when: 'unanswered' },
  { call: finishing, nth: 2, when: 'answered' },
]

/** A random choice of two; all of them in long runs. */
const some = places
  .map((place) => ({ place, at: random() }))
  .toSorted((a, b) => a.at - b.at)
  .slice(0, isLong ? places.length : 2)
  .map(({ place }) => place)

const messagesSchema = z.object({
  messages: z.array(z.object({ userIds: z.array(z.string()), msg: z.unknown() })),
})

let pair: ServerPair

/** Sends e签宝's notice of a change until one of the servers accepts it. */
async function notify(taskId: string, status: string): Promise<void> {
  for (;;) {
    for (const server of pair.urls().toSorted(() => random() - 0.5)) {
      const url = `${server}/callbacks/esign/${noticeSecret}`
      const body = JSON.stringify({ action: 'SIGN', taskId, bizData: { status } })
      const answer = await fetch(url, { method: 'POST', body }).catch(() => null)
      if (answer?.ok === true) return
    }
    await pair.heal()
  }
}

const todosAre = (taskId: string, wanted: readonly string[]) =>
  pair.until(() => pair.todosOf(taskId), wanted)

beforeAll(async () => {
  pair = await startServerPair({ QUIET_HOURS: '0-0' })
}, 240_000)

afterAll(() => pair.close(), 30_000)

describe(`seed ${seed}`, { timeout: isLong ? 600_000 : 240_000 }, () => {
  it.each(
    some.map((place) => [`${place.call.source} (${place.nth}) ${place.when}`, place] as const),
  )('everybody has one to-do per turn when a server is killed at %s', async (_, place) => {
    const taskId = await pair.startFlow()
    const killsBefore = pair.kills()
    pair.killAt([place])
    await notify(taskId, 'RUNNING')
    await todosAre(taskId, ['lisi open'])
    await pair.control('POST', `/flows/${taskId}/advance`)
    await notify(taskId, 'RUNNING')
    await todosAre(taskId, ['lisi done', 'wangwu open'])
    await pair.control('POST', `/flows/${taskId}/advance`)
    await notify(taskId, 'FINISH')
    await todosAre(taskId, ['lisi done', 'wangwu done'])
    expect(pair.kills() - killsBefore).toBe(1)
    await pair.heal()
    const { messages } = messagesSchema.parse(await pair.control('GET', '/messages'))
    const sent = messages.map((message) => JSON.stringify([message.userIds, message.msg]))
    expect(new Set(sent).size).toBe(sent.length)
  })
})
