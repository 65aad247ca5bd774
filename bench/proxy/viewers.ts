import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { openClients } from './event-client.ts'
import type { LiveProxy } from './live-proxy.ts'
import type { IdleConnections, Viewers } from './result.ts'
import type { Stub } from './stub.ts'

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
 * @returns null if the proxy sends no events or takes no notices
 */
export async function measureViewers(
  stub: Stub,
  proxy: LiveProxy,
  count: number,
): Promise<Viewers | null> {
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
    await proxy.memory()
    const before = await proxy.memory()
    const clients = await openClients(proxy, proxy.colleagues, taskId, count, (cookie) => {
      readings.push(readFlow(cookie).then(() => void (lastAnswerAt = performance.now())))
    })
    if (clients === null) return null
    const after = await proxy.memory()
    const result: Viewers = {
      count,
      changes: [],
      heapBytesEach: (after.heapBytes - before.heapBytes) / count,
      rssBytesEach: (after.rssBytes - before.rssBytes) / count,
    }
    for (let change = 0; change < changes; change += 1) {
      await delay(betweenChangesMs)
      readings.length = 0
      const counted = await stub.counts()
      await stub.set({ grow: true })
      const startedAt = performance.now()
      if ((await proxy.notify(taskId)) !== 200) return null
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

/** Measures idle pages while nothing changes. @returns null if the proxy sends no events */
export async function measureIdle(
  proxy: LiveProxy,
  count: number,
): Promise<IdleConnections | null> {
  await proxy.memory()
  const before = await proxy.memory()
  const clients = await openClients(proxy, proxy.cookies, taskId, count, () => {})
  if (clients === null) return null
  await delay(2000)
  const after = await proxy.memory()
  for (const client of clients) client.close()
  return {
    count,
    rssBytes: after.rssBytes - before.rssBytes,
    heapBytes: after.heapBytes - before.heapBytes,
  }
}
