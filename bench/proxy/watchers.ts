import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { openClients } from './event-client.ts'
import type { LiveProxy } from './live-proxy.ts'
import type { Watchers } from './result.ts'
import type { Stub } from './stub.ts'

const count = 1000
const taskId = 'PRO-WATCHED'
const changes = 5

/**
 * Longer than the proxy caches a reading, and than its interval between two events about one flow.
 */
const betweenChangesMs = 5000

/** Number of concurrent requests of the pages. */
const connections = 100

/**
 * Many pages show one flow. The flow changes, e签宝 sends a notice, and every page rereads the flow
 * at once; real pages would spread their requests.
 */
export async function measureWatchers(stub: Stub, proxy: LiveProxy): Promise<Watchers> {
  console.log(`${count} watchers of one flow`)
  const pool = new Pool(proxy.url, { connections })
  const readFlow = async (cookie: string) => {
    const { body } = await pool.request({
      path: `/api/flows/${taskId}`,
      method: 'GET',
      headers: { cookie, 'accept-encoding': 'gzip, deflate, br' },
    })
    await body.dump()
  }
  const readings: Promise<void>[] = []
  let lastAnswerAt = 0
  try {
    await readFlow(proxy.cookies[0])
    const clients = await openClients(proxy, taskId, count, (cookie) => {
      readings.push(readFlow(cookie).then(() => void (lastAnswerAt = performance.now())))
    })
    const result: Watchers = { count, changes: [] }
    for (let change = 0; change < changes; change += 1) {
      await delay(betweenChangesMs)
      readings.length = 0
      const counted = await stub.counts()
      await stub.grow()
      const startedAt = performance.now()
      await proxy.notify(taskId)
      await delay(betweenChangesMs)
      await Promise.all(readings)
      const now = await stub.counts()
      result.changes.push({
        upstreamReads: now.detailCalls - counted.detailCalls,
        upstreamCalls: now.calls - counted.calls,
        reads: readings.length,
        lastAnswerMs: lastAnswerAt - startedAt,
      })
    }
    for (const client of clients) client.close()
    return result
  } finally {
    await pool.close()
  }
}
