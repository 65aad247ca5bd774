import { createLogger } from '../../log.ts'
import { createThreadedStore } from '../threaded-store.ts'
import { person, reading, started } from './samples.ts'

/**
 * To be killed: opens the store, prints what is there, then starts a few flows at a time without
 * end, and prints each once it is acknowledged.
 */

const [dataDir, preparedDatabase, round] = process.argv.slice(2)
if (dataDir === undefined || preparedDatabase === undefined) throw new Error('no folder')

const corp = 'dingcorp'
say({ opening: true })
const opening = performance.now()
const store = createThreadedStore({
  dataDir,
  preparedDatabase,
  log: createLogger('warn'),
})
const { flows, views } = store.registry
await store.ready()
const openedMs = Math.round(performance.now() - opening)

/** A flow counts as there when all that belongs to it is, a torn one as torn. */
const there: string[] = []
const torn: string[] = []
const opened = new Set<string>()
for await (const { taskId } of views.all(corp)) if (taskId !== null) opened.add(taskId)
let cursor: string | undefined
do {
  const query = { scope: 'corp', userId: 'lisi', at: 0, limit: 1000, cursor } as const
  const page = await flows.list(corp, query)
  for (const { taskId, nextStep } of page.items) {
    const people = await flows.peopleOf(corp, taskId)
    if (people.length !== 2) torn.push(taskId)
    else if (nextStep !== null && opened.has(taskId)) there.push(taskId)
  }
  cursor = page.nextCursor ?? undefined
} while (cursor !== undefined)
say({ openedMs, there, torn })

const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]

async function write(taskId: string): Promise<void> {
  await flows.recordStart(corp, started(taskId, { people }))
  const signers = [{ name: '李四', isWaitedFor: true }]
  const view = { corpId: corp, taskId, userId: 'lisi', name: '李四', at: 1, byLink: false }
  await Promise.all([
    flows.recordReading(corp, reading(taskId, { signers })),
    views.recordOpened(view),
  ])
  say({ acknowledged: taskId })
}

for (let batch = 0; ; batch += 1) {
  await Promise.all([0, 1, 2, 3].map((index) => write(`PRO-${round}-${batch}-${index}`)))
}

/** In one write, which a pipe takes before this returns. */
function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
