import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'
import { createStore } from '#proxy/base/store/store.ts'
import type { FlowUpdate } from '#proxy/base/store/flows/flow-types.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { startApp, type AppProcess } from '#bench/app-process.ts'

const titles = ['采购合同', '劳动合同', '房屋租赁合同', '软件开发合同', '保密协议', '运输服务合同']
const people = ['张三', '李四', '王五', '孙八']
const statuses = ['signing', 'completed', 'refused', 'expired'] as const
const day = 86_400_000

/** Number of flows written concurrently. */
const batchSize = 50

/** Records `count` flows of one organisation. */
export async function recordFlows({ flows }: Registry, count: number): Promise<void> {
  const now = Date.now()
  for (let start = 0; start < count; start += batchSize) {
    const length = Math.min(batchSize, count - start)
    const facts = Array.from({ length }, (_, index) => factsOf(start + index, now))
    await Promise.all(facts.map((one) => flows.recordReading(sandboxCorpId, one)))
  }
}

/**
 * Starts the app on a new data folder, after `record` has filled it.
 * @param settings as in `.env.example`
 */
export async function startAppWith(
  record: (registry: Registry) => Promise<void>,
  settings: Record<string, string>,
): Promise<AppProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-data-'))
  const remove = () => rm(dataDir, { recursive: true, maxRetries: 10 })
  try {
    await recordIn(dataDir, record)
    const app = await startApp({ ...settings, DATA_DIR: dataDir })
    const stop = async () => {
      await app.stop()
      await remove()
    }
    return { ...app, stop }
  } catch (error) {
    await remove()
    throw error
  }
}

/** @param dataDir must not be in use by another Postgres */
async function recordIn(
  dataDir: string,
  record: (registry: Registry) => Promise<void>,
): Promise<void> {
  const log = { info: () => {}, warn: (...words: unknown[]) => console.error(...words) }
  const engine = await startEmbeddedPostgres({ dataDir, log })
  const store = createStore({ databaseUrl: engine.url, log })
  try {
    await store.ready()
    await record(store.registry)
    await analyze(engine.url)
  } finally {
    await store.close()
    await engine.stop()
  }
}

/** Counts the rows for Postgres' planner, as autovacuum does within a minute. */
async function analyze(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

function factsOf(index: number, now: number): FlowUpdate {
  const of = <Item>(items: readonly [Item, ...Item[]] | readonly Item[], at = index) =>
    items[at % items.length]
  const signer = of(people) ?? null
  const status = of(statuses) ?? 'signing'
  const isOpen = status === 'signing'
  return {
    taskId: `PRO-BENCH-${index}`,
    title: `${of(titles)} ${index}`,
    status,
    statusCode: { signing: 1, completed: 2, refused: 7, expired: 5 }[status],
    initiator: { name: of(people, index + 1) ?? null, organization: '杭州星河科技有限公司' },
    nextStep: {
      kind: isOpen ? 'waiting-for-signature' : status,
      people: isOpen && signer !== null ? [signer] : [],
      since: now - day,
      followedBy: [],
      reason: null,
    },
    isWhole: true,
    lastLogAt: now - day,
    acts: [],
    createdAt: now - (index % 300) * day,
    signers: [{ name: signer, isWaitedFor: isOpen }],
    finishedStages: [{ kind: 'preparation', tookMs: (index % 50) * 60_000 }],
    readAt: now,
    order: null,
  }
}
