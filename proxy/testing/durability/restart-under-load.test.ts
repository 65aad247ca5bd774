import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import {
  listenToEvents,
  type EventSubscription,
} from '#proxy/features/live/testing/listen-to-events.ts'
import { endPostmaster } from '#proxy/base/store/engine/postmaster.ts'
import { startTestPostgres, type TestPostgres } from '#proxy/base/store/testing/test-postgres.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { createLiveApp, type LiveApp } from './live-app.ts'
import { noticeSecret } from './live-server.ts'
import { startWriters } from './writers.ts'

/** Restarts Postgres while people use the app: no call hangs, and every page gets the change. */

const signing = 'PRO-SANDBOX-SIGNING'
const pagesOfOne = 10

/** Longer than any part of the app waits for the store. */
const maxAnswerMs = 15_000
const rightWithinMs = 15_000

let app: LiveApp
let postgres: TestPostgres | undefined

afterEach(async () => {
  await app.close()
  await postgres?.stop()
  postgres = undefined
})

/** An app with its own engine. @returns a function that restarts the engine */
async function onOwnEngine(): Promise<() => Promise<void>> {
  app = await createLiveApp()
  return async () => endPostmaster(await app.postmaster())
}

async function onDatabaseServer(): Promise<() => Promise<void>> {
  const server = await startTestPostgres()
  postgres = server
  app = await createLiveApp(await server.createDatabase())
  return () => server.restart()
}

async function sign(): Promise<void> {
  for (let step = 0; step < 2; step += 1)
    await fetch(`${app.sandboxUrl}/_sandbox/flows/${signing}/advance`, { method: 'POST' })
}

/** Sends e签宝's notice until it is accepted. */
async function sendNotice(): Promise<void> {
  const body = { action: 'SIGN', taskId: signing, bizData: { status: 'FINISH' } }
  const path = `/callbacks/esign/${noticeSecret}`
  while ((await app.people.post('', path, body)).status !== 200) await sleep(500)
}

describe.each([
  ['the engine of the app', onOwnEngine],
  ['a database server', onDatabaseServer],
])('%s, restarted under load', { timeout: 120_000 }, (_name, start) => {
  it('no call hangs, nothing is lost, and every page gets the change', async () => {
    const restart = await start()
    await app.start()
    const { people } = app
    const look = async () =>
      flowViewSchema.parse(await (await people.get('wangwu', `/api/flows/${signing}`)).json())
    expect((await look()).flow.status).toBe('signing')
    const headers = { cookie: people.cookieOf('wangwu') }
    const pages = await Promise.all(
      Array.from({ length: pagesOfOne }, () =>
        listenToEvents(`${people.url}/api/flows/${signing}/events`, headers),
      ),
    )
    const writers = startWriters(app.work(), 6)
    await writers.more(20)
    const restarting = restart()
    await sign()
    // From now on, any event makes the page read the new state.
    const heardBefore = pages.map(({ events }) => events.length)
    const noticeSent = sendNotice()
    await restarting
    const restartedAt = performance.now()
    const isBehind = ({ events }: EventSubscription, page: number) =>
      events.length === (heardBefore[page] ?? 0)
    await vi.waitFor(() => expect(pages.filter(isBehind)).toEqual([]), {
      timeout: rightWithinMs,
      interval: 20,
    })
    await vi.waitFor(async () => expect((await look()).flow.status).toBe('completed'), {
      timeout: rightWithinMs,
    })
    const rightAfterMs = Math.round(performance.now() - restartedAt)
    expect(rightAfterMs).toBeLessThan(rightWithinMs)
    await noticeSent
    await writers.more(20)
    await writers.stop()
    expect([...writers.refused].filter((said) => said !== '503 store-unavailable')).toEqual([])
    expect(people.slowestMs).toBeLessThan(maxAnswerMs)
    expect(await app.findLost(writers.acknowledged)).toEqual([])
    for (const page of pages) page.leave()
    noteSize(
      `pages were right after ${rightAfterMs} ms, the slowest answer took ${Math.round(people.slowestMs)} ms`,
    )
  })
})
