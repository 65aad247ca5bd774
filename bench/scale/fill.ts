import { randomUUID } from 'node:crypto'
import type { Store } from '#proxy/base/store/store.ts'
import { person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { createFileStore } from '#proxy/features/files/file-store.ts'

/** One kind of stored record: its tables, and how to write one. */
export type Kind = {
  name: string
  tables: string[]
  count: number
  write: (store: Store, index: number) => Promise<unknown>
}

const corps = 20
const flowsWritten = 3000
const hour = 3_600_000
const epoch = Date.UTC(2026, 0, 1)

const corpOf = (index: number) => `ding${String(index % corps).padStart(32, 'a')}`
const taskOf = (index: number) => `PRO-${String(index).padStart(32, '0')}`
const userOf = (index: number) => `0123456789${String(index % 400).padStart(8, '0')}`

const people = (index: number) => [
  person(userOf(index), '李思雨', { order: 1 }),
  person(userOf(index + 1), '欧阳文静', { order: 2 }),
  person(userOf(index + 2), '司马相如', { order: 3 }),
  person(userOf(index + 3), '王五', { role: 'cc' }),
]

/** Puts a job, claims it and stores its outcome. */
async function sendTodo({ jobs }: Store, index: number): Promise<void> {
  const [corpId, taskId, userId] = [corpOf(index), taskOf(index), userOf(index)]
  const isOpening = index % 2 === 0
  const turn = `${taskId}:${randomUUID().slice(0, 13)}:${userId}`
  const at = epoch + index * 1000
  const row = {
    corpId,
    kind: 'todo',
    key: isOpening ? turn : `close:${turn}`,
    userId,
    taskId,
    queue: `todo:${taskId}:${userId}`,
    payload: { step: isOpening ? 'open' : 'close' },
    dueAt: at,
    expiresAt: at + 30 * 24 * hour,
  }
  await jobs.put([row], at)
  const asked = { kinds: ['todo'], exceptShares: [], claim: randomUUID(), leaseMs: hour }
  // Writers take each other's jobs.
  const claimed = await jobs.claim({ ...asked, now: at + hour })
  if (claimed === null) throw new Error('there is no job to claim')
  const unionId = 'lQ6ZlLWtWiPxxxxxxxxxxxxiEiE'
  const made = { id: `task${randomUUID()}`, creator: unionId, executor: unionId }
  await jobs.settle(claimed, { state: 'done', result: isOpening ? made : null }, at + 500)
}

/**
 * All kinds that grow with use, in the amounts of a typical flow: three signers and a copy, a
 * deadline, four finished stages, three notices, ten audit entries, one reminder; of its ten
 * messages and to-dos, three.
 */
export const kinds: readonly Kind[] = [
  {
    name: 'a flow that was started, with its people',
    tables: ['flows', 'flow_people', 'flow_stages', 'sweeps'],
    count: flowsWritten,
    async write({ registry }, index) {
      const taskId = taskOf(index)
      const at = epoch + index * 60_000
      const facts = {
        title: `办公设备采购合同（2026 年第 ${index} 号）`,
        deadline: at + 72 * hour,
        people: people(index),
        startedAt: at,
      }
      await registry.flows.recordStart(corpOf(index), started(taskId, facts))
      const stage = { kind: 'signature', tookMs: 5 * hour } as const
      await registry.flows.recordReading(
        corpOf(index),
        reading(taskId, {
          title: facts.title,
          finishedStages: [stage, stage, stage, stage],
          readAt: at,
          order: index + 1,
        }),
      )
    },
  },
  {
    name: 'a notice',
    tables: ['jobs'],
    count: 3 * flowsWritten,
    async write({ jobs }, index) {
      const [corpId, taskId] = [corpOf(index), taskOf(index)]
      const at = epoch + index
      const of = { corpId, kind: 'notice-of-corp', taskId, payload: { isEnd: true }, renews: true }
      await jobs.put([{ ...of, key: `notice:${taskId}:end`, dueAt: at }], at)
      const asked = { kinds: [of.kind], exceptShares: [], claim: randomUUID(), leaseMs: hour }
      const claimed = await jobs.claim({ ...asked, now: at + hour })
      if (claimed === null) throw new Error('there is no job to claim')
      await jobs.settle(claimed, { state: 'done' }, at + 500)
    },
  },
  {
    name: 'an entry of the audit',
    tables: ['flow_views'],
    count: 10 * flowsWritten,
    write: ({ registry }, index) =>
      registry.views.recordOpened({
        corpId: corpOf(index),
        taskId: taskOf(index % flowsWritten),
        userId: userOf(index),
        name: '欧阳文静',
        at: epoch + index * 1000,
        byLink: false,
      }),
  },
  {
    name: 'a reminder',
    tables: ['urges'],
    count: flowsWritten,
    write: ({ registry }, index) =>
      registry.reminders.claim(
        {
          corpId: corpOf(index),
          taskId: taskOf(index),
          userId: userOf(index),
          name: '张三',
          recipients: [{ userId: userOf(index + 1), name: '欧阳文静' }],
          at: epoch + index * 60_000,
        },
        0,
      ),
  },
  {
    name: 'a person who was let in by a link',
    tables: ['flow_grants'],
    count: flowsWritten,
    write: ({ registry }, index) =>
      registry.access.grant({
        corpId: corpOf(index),
        taskId: taskOf(index),
        userId: userOf(index),
        until: epoch + index * 60_000,
      }),
  },
  {
    name: 'a to-do or message',
    tables: ['jobs'],
    count: 3 * flowsWritten,
    write: sendTodo,
  },
  {
    name: 'an access request, granted',
    tables: ['access_requests', 'flow_viewers'],
    count: flowsWritten,
    async write({ registry }, index) {
      const [corpId, userId, id] = [corpOf(index), userOf(index), randomUUID()]
      const at = epoch + index * 60_000
      const request = { id, corpId, taskId: taskOf(index), userId, name: '欧阳文静', at }
      await registry.accessRequests.ask(request, { againMs: hour, maxPerDay: 1000 }, [])
      const decision = { corpId, id, state: 'granted' as const, decidedBy: userOf(index + 1), at }
      await registry.accessRequests.decide(decision, [])
    },
  },
  {
    name: 'an uploaded file',
    tables: ['uploaded_files'],
    count: flowsWritten,
    async write({ database }, index) {
      const files = createFileStore(database)
      const [corpId, fileId] = [corpOf(index), randomUUID()]
      const file = { corpId, fileId, userId: userOf(index), at: epoch + index * 60_000 }
      await files.noteUpload(file)
      await files.noteStarted(corpId, [fileId], taskOf(index))
    },
  },
  {
    name: 'a person who follows or mutes a flow',
    tables: ['flow_follows'],
    count: flowsWritten,
    write: ({ news }, index) =>
      news.follow(
        { corpId: corpOf(index), taskId: taskOf(index), userId: userOf(index) },
        'follow',
        epoch + index * 60_000,
      ),
  },
]
