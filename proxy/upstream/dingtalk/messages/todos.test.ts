import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import {
  playDingTalk,
  type PlayedDingTalk,
} from '#proxy/upstream/dingtalk/testing/played-dingtalk.ts'
import { createUnionIds } from '#proxy/upstream/dingtalk/union-ids.ts'
import { changeTodo, createTodo, findTodo, finishTodo, type NewTodo } from './todos.ts'

const hourMs = 60 * 60_000
const url = 'https://contract.example/flows/PRO-1'

const todo: NewTodo = {
  sourceId: 'PRO-1:turn:lisi',
  subject: '请签署：采购合同',
  creator: 'sandbox-union-zhangsan',
  executor: 'sandbox-union-lisi',
  dueAt: null,
  links: { app: url, pc: url },
  fields: [{ name: '发起人', value: '张三' }],
}

const todosSchema = z.object({ todos: z.array(z.looseObject({ done: z.boolean() })) })

let played: PlayedDingTalk

beforeAll(async () => {
  played = await playDingTalk('internal')
})
beforeEach(() => played.control('POST', '/reset'))
afterAll(() => played.close())

const make = (more: Partial<NewTodo> = {}) =>
  createTodo(played.client, sandboxCorpId, { ...todo, ...more }, Date.now())

async function made(more: Partial<NewTodo> = {}): Promise<string> {
  const answer = await make(more)
  if (typeof answer === 'string') throw new Error(`the to-do is ${answer}`)
  return answer.id
}

async function there() {
  return todosSchema.parse(await played.control('GET', '/todos')).todos
}

describe('a to-do', () => {
  it('is created once per source, without a notification, and found again', async () => {
    const id = await made({ dueAt: Date.now() + hourMs })
    expect(await there()).toMatchObject([
      {
        id,
        subject: '请签署：采购合同',
        executors: [{ id: 'sandbox-union-lisi', isDone: false }],
        dueTime: expect.any(Number),
        detailUrl: { appUrl: url, pcUrl: url },
        notifyConfigs: { dingNotify: '0', sendTodoApn: 'false', sendAssistantChat: 'false' },
      },
    ])
    expect(await make()).toBe('exists')
    expect(await findTodo(played.client, sandboxCorpId, todo)).toBe(id)
  })

  it('is found among the open ones when it cannot be looked up by source', async () => {
    await Promise.all(
      Array.from({ length: 21 }, (_, index) => make({ sourceId: `OTHER-${index}:turn:lisi` })),
    )
    const id = await made()
    const match = 'GET /v1.0/todo/'
    const body = { code: 'Forbidden', message: 'no', requestid: 'X' }
    await played.control('POST', '/faults', { match, status: 404, body })
    expect(await findTodo(played.client, sandboxCorpId, todo)).toBe(id)
    const unknown = { ...todo, sourceId: 'PRO-NOBODY' }
    expect(await findTodo(played.client, sandboxCorpId, unknown)).toBeNull()
  })

  it('is locked while another call creates it', async () => {
    const body = { code: 'todo.taskCreate.lockError', message: 'lock error', requestid: 'X' }
    await played.control('POST', '/faults', { match: '/v1.0/todo/', status: 400, body, times: 1 })
    expect(await make()).toBe('locked')
  })

  it('can be finished and changed while it exists', async () => {
    const id = await made()
    const dueAt = Date.now() + hourMs
    const change = { subject: '请签署：采购合同（二）', dueAt }
    const of = { id, creator: todo.creator }
    expect(await changeTodo(played.client, sandboxCorpId, of, change, Date.now())).toBe(true)
    expect(await there()).toMatchObject([{ subject: change.subject, dueTime: dueAt, done: false }])
    const mine = { id, executor: todo.executor }
    expect(await finishTodo(played.client, sandboxCorpId, mine)).toBe(true)
    expect(await there()).toMatchObject([{ done: true }])
    const gone = { id: 'nobody', executor: todo.executor, creator: todo.creator }
    expect(await finishTodo(played.client, sandboxCorpId, gone)).toBe(false)
    expect(await changeTodo(played.client, sandboxCorpId, gone, change, Date.now())).toBe(false)
  })

  it('does not count as finished or changed if DingTalk says it was not', async () => {
    const id = await made()
    await played.control('POST', '/faults', { match: 'PUT /v1.0/todo/', body: { result: false } })
    const undone = { code: 'upstream-unavailable' }
    const mine = { id, executor: todo.executor, creator: todo.creator }
    await expect(finishTodo(played.client, sandboxCorpId, mine)).rejects.toMatchObject(undone)
    const change = { subject: '请签署：采购合同（二）', dueAt: null }
    await expect(
      changeTodo(played.client, sandboxCorpId, mine, change, Date.now()),
    ).rejects.toMatchObject(undone)
  })

  it('has no due time in the past', async () => {
    await make({ dueAt: Date.now() - 1 })
    expect(await there()).toMatchObject([{ dueTime: null }])
  })

  it('is not created for a person who has left', async () => {
    await expect(make({ executor: 'sandbox-union-left' })).rejects.toMatchObject({
      code: 'person-not-found',
    })
  })

  it('is not created without the permission, which is named', async () => {
    const missingScopes = ['Todo.Todo.Write']
    await played.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    await expect(make()).rejects.toMatchObject({
      code: 'upstream-permission',
      requiredScopes: ['Todo.Todo.Write'],
    })
    await played.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: [] })
  })

  it("waits when DingTalk's limit is reached", async () => {
    const body = { code: 'todo.taskCreate.flowControlError', message: 'limit', requestid: 'X' }
    await played.control('POST', '/faults', { match: '/v1.0/todo/', status: 400, body, times: 1 })
    await expect(make()).rejects.toMatchObject({ code: 'upstream-throttled' })
  })
})

describe('union ids', () => {
  it('are requested once a day', async () => {
    let now = 0
    const unionIds = createUnionIds(played.client, () => now)
    const asked = async () =>
      (await played.asked()).filter((call) => call.includes('/user/get')).length
    expect(await unionIds.of(sandboxCorpId, 'lisi')).toBe('sandbox-union-lisi')
    await unionIds.of(sandboxCorpId, 'lisi')
    expect(await asked()).toBe(1)
    now += 25 * hourMs
    await unionIds.of(sandboxCorpId, 'lisi')
    expect(await asked()).toBe(2)
    await expect(unionIds.of(sandboxCorpId, 'left')).rejects.toMatchObject({
      code: 'person-not-found',
    })
  })
})
