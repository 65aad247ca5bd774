import { expect, it, vi } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { createStartNotes } from './start-notes.ts'

it('lists are notified of a started flow, and again once its turns are stored', async () => {
  const done: string[] = []
  const note = (what: string) => {
    done.push(what)
    return Promise.resolve()
  }
  const taskId = 'PRO-1'
  const flow: Flow = {
    taskId,
    title: '合同',
    status: 'signing',
    statusCode: 1,
    initiator: { name: '张三', organization: null },
    logs: [],
  }
  const reading: FlowReading = { flow, signers: [], approvals: [], fetchedAt: 7, order: 1 }
  const notes = createStartNotes({
    registry: {
      recordStart: () => note('recorded'),
      recordReading: () => note('reading recorded').then(() => true),
    },
    events: { publish: (event) => note(JSON.stringify(event)) },
    flows: { read: () => Promise.resolve(reading) },
    encryptPage: () => '',
    log: { warn: () => {} },
    now: () => 1,
  })
  const start = {
    taskId,
    reference: 'r',
    title: '合同',
    page: null,
    files: [],
    people: [],
    deadline: null,
  }
  await notes.noteStarted({ corpId: 'c', userId: 'zhangsan', name: '张三', sysLevel: 0 }, start)
  const changed = { type: 'flow-changed', corpId: 'c', taskId }
  const news = [JSON.stringify(changed), JSON.stringify({ ...changed, readAt: 7 })]
  await vi.waitFor(() => expect(done).toEqual(['recorded', news[0], 'reading recorded', news[1]]))
})
