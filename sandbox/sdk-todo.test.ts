import * as todo from '@alicloud/dingtalk/dist/todo_1_0/client.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from './credentials.ts'
import type { SdkHarness } from './testing/sdk-harness.ts'
import { startSdkHarness } from './testing/sdk-harness.ts'

const zhangsan = 'sandbox-union-zhangsan'
const lisi = 'sandbox-union-lisi'
const options = { toMap: () => ({}) }
const url = 'https://contract.example/flows/PRO-1'
const tokenDenied = 'Forbidden.AccessDenied.AccessTokenPermissionDenied'

let sdk: SdkHarness
let client: todo.default

beforeAll(async () => {
  sdk = await startSdkHarness()
  client = new todo.default(sdk.config)
})
beforeEach(() => sdk.control('POST', '/reset'))
afterAll(() => sdk.close())

type Given = Partial<todo.CreateTodoTaskRequest>

async function create(given: Given = {}, xAcsDingtalkAccessToken = sdk.tokens.internal) {
  const { body } = await client.createTodoTaskWithOptions(
    given.creatorId ?? zhangsan,
    new todo.CreateTodoTaskRequest({
      subject: '请签署:采购合同',
      sourceId: 'flow:1:lisi',
      executorIds: [lisi],
      detailUrl: new todo.CreateTodoTaskRequestDetailUrl({ appUrl: url, pcUrl: url }),
      isOnlyShowExecutor: true,
      priority: 20,
      ...given,
    }),
    new todo.CreateTodoTaskHeaders({ xAcsDingtalkAccessToken }),
    options,
  )
  return body
}

async function update(id: string, given: Partial<todo.UpdateTodoTaskRequest>) {
  const { body } = await client.updateTodoTaskWithOptions(
    zhangsan,
    id,
    new todo.UpdateTodoTaskRequest(given),
    new todo.UpdateTodoTaskHeaders({ xAcsDingtalkAccessToken: sdk.tokens.internal }),
    options,
  )
  return body
}

async function setStatus(id: string, unionId: string, isDone = true) {
  const one = new todo.UpdateTodoTaskExecutorStatusRequestExecutorStatusList({
    id: unionId,
    isDone,
  })
  const { body } = await client.updateTodoTaskExecutorStatusWithOptions(
    zhangsan,
    id,
    new todo.UpdateTodoTaskExecutorStatusRequest({ executorStatusList: [one] }),
    new todo.UpdateTodoTaskExecutorStatusHeaders({
      xAcsDingtalkAccessToken: sdk.tokens.internal,
    }),
    options,
  )
  return body
}

async function remove(id: string) {
  const { body } = await client.deleteTodoTaskWithOptions(
    zhangsan,
    id,
    new todo.DeleteTodoTaskRequest({}),
    new todo.DeleteTodoTaskHeaders({ xAcsDingtalkAccessToken: sdk.tokens.internal }),
    options,
  )
  return body
}

async function bySource(sourceId: string) {
  const { body } = await client.getTodoTaskBySourceIdWithOptions(
    zhangsan,
    sourceId,
    new todo.GetTodoTaskBySourceIdHeaders({ xAcsDingtalkAccessToken: sdk.tokens.internal }),
    options,
  )
  return body
}

async function query(unionId: string, given: Partial<todo.QueryOrgTodoTasksRequest> = {}) {
  const { body } = await client.queryOrgTodoTasksWithOptions(
    unionId,
    new todo.QueryOrgTodoTasksRequest(given),
    new todo.QueryOrgTodoTasksHeaders({ xAcsDingtalkAccessToken: sdk.tokens.internal }),
    options,
  )
  return body
}

function asJson(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body))
}

describe('to-dos, by the official SDK', () => {
  it('are created, found by source, listed, changed and deleted', async () => {
    const dueTime = Date.now() + 86_400_000
    const made = await create({ dueTime })
    expect(asJson(made)).toEqual(sdk.lastAnswer())
    expect(made).toMatchObject({ sourceId: 'flow:1:lisi', executorIds: [lisi], done: false })
    const id = made?.id ?? ''

    const found = await bySource('flow:1:lisi')
    expect(asJson(found)).toEqual(sdk.lastAnswer())
    expect(found).toMatchObject({ id, dueTime, detailUrl: { appUrl: url } })

    expect(await update(id, { subject: '请签署:采购合同(剩 1 天)' })).toMatchObject({
      result: true,
    })
    const listed = await query(lisi, { isDone: false, roleTypes: [['executor']] })
    expect(asJson(listed)).toEqual(sdk.lastAnswer())
    expect(listed?.todoCards).toMatchObject([{ taskId: id, subject: '请签署:采购合同(剩 1 天)' }])
    expect(listed?.nextToken).toBeUndefined()
    expect((await query(zhangsan))?.todoCards).toEqual([])

    expect(await remove(id)).toMatchObject({ result: true, requestId: expect.any(String) })
    expect((await query(lisi))?.todoCards).toEqual([])
  })

  it('are done when all executors have finished theirs', async () => {
    const id = (await create({ executorIds: [lisi, zhangsan] }))?.id ?? ''
    expect(await setStatus(id, lisi)).toMatchObject({ result: true })
    expect((await bySource('flow:1:lisi'))?.done).toBe(false)
    expect((await query(lisi, { isDone: true }))?.todoCards).toHaveLength(1)
    await setStatus(id, zhangsan)
    expect(await bySource('flow:1:lisi')).toMatchObject({ done: true })
  })

  it('are done for everybody when their creator says so', async () => {
    const id = (await create())?.id ?? ''
    await update(id, { done: true })
    expect(await bySource('flow:1:lisi')).toMatchObject({
      done: true,
      finishTime: expect.any(Number),
    })
  })

  it('are paged', async () => {
    const sources = Array.from({ length: 23 }, (_, index) => `flow:${index}`)
    await Promise.all(sources.map((sourceId) => create({ sourceId })))
    const first = await query(lisi)
    const second = await query(lisi, { nextToken: first?.nextToken ?? '' })
    const all = [...(first?.todoCards ?? []), ...(second?.todoCards ?? [])]
    expect(new Set(all.map(({ sourceId }) => sourceId)).size).toBe(23)
    expect(second?.nextToken).toBeUndefined()
  })

  it('are created once per source', async () => {
    await create()
    await expect(create()).rejects.toMatchObject({
      code: 'todo.taskCreate.paramError',
      message: expect.stringContaining('task exist'),
    })
  })

  it('with the same source are not created by two calls at the same time', async () => {
    const outcomes = await Promise.allSettled([create(), create(), create()])
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const outcome of refused) {
      // A call after the lock finds the to-do already created, and gets paramError.
      expect(outcome).toMatchObject({
        reason: { code: expect.stringMatching(/^todo\.taskCreate\.(lockError|paramError)$/) },
      })
    }
  })

  it.each<[string, string, Given]>([
    ['a subject that is too long', 'subject is oversize', { subject: '约'.repeat(1025) }],
    [
      'a description that is too long',
      'description is oversize',
      { description: '约'.repeat(4097) },
    ],
    [
      'too many executors',
      'executors is oversize',
      { executorIds: Array.from({ length: 101 }, () => lisi) },
    ],
    [
      'too many participants',
      'participants is oversize',
      { participantIds: Array.from({ length: 101 }, () => lisi) },
    ],
    ['a time that is over', 'dueTime is invalid', { dueTime: 1_600_000_000_000 }],
    ['somebody who has left', 'user not exist', { executorIds: ['sandbox-union-left'] }],
    [
      'a link that is too long',
      'detailUrl is invalid',
      {
        detailUrl: new todo.CreateTodoTaskRequestDetailUrl({
          appUrl: url + 'x'.repeat(1024),
          pcUrl: url,
        }),
      },
    ],
  ])('are refused for %s', async (_, message, given) => {
    await expect(create(given)).rejects.toMatchObject({
      code: 'todo.taskCreate.paramError',
      message: expect.stringContaining(message),
      data: { statusCode: 400, requestid: expect.any(String) },
    })
  })

  it('can be created for a third-party app with a personal token only', async () => {
    await expect(create({}, sdk.tokens.thirdParty)).rejects.toMatchObject({
      code: 'todo.taskCreate.tokenTypeError',
    })
  })

  it('are refused with an unknown token', async () => {
    await expect(create({}, 'made-up')).rejects.toMatchObject({ code: 'InvalidAuthentication' })
  })

  it('cannot be changed when they do not exist', async () => {
    await expect(update('task-of-nobody', { done: true })).rejects.toMatchObject({
      code: 'todo.taskUpdate.paramError',
      message: expect.stringContaining('task not exist'),
    })
    await expect(setStatus('task-of-nobody', lisi)).rejects.toMatchObject({
      code: 'todo.taskExecutorStatusUpdate.paramError',
    })
    await expect(remove('task-of-nobody')).rejects.toMatchObject({
      code: 'todo.taskDelete.paramError',
    })
    await expect(query(lisi, { nextToken: 'made-up' })).rejects.toMatchObject({
      code: 'todo.orgTaskQuery.paramError',
      message: expect.stringContaining('nextToken is invalid'),
    })
    await expect(bySource('flow:nobody')).rejects.toMatchObject({ data: { statusCode: 400 } })
  })

  it('are refused without the permission, which is named', async () => {
    const missingScopes = ['Todo.Todo.Write', 'Todo.Todo.Read']
    await sdk.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    const refusals: [() => Promise<unknown>, string][] = [
      [() => create(), 'Todo.Todo.Write'],
      [() => update('task', { done: true }), 'Todo.Todo.Write'],
      [() => setStatus('task', lisi), 'Todo.Todo.Write'],
      [() => remove('task'), 'Todo.Todo.Write'],
      [() => query(lisi), 'Todo.Todo.Read'],
      [() => bySource('flow:1:lisi'), 'Todo.Todo.Read'],
    ]
    for (const [call, scope] of refusals) {
      await expect(call()).rejects.toMatchObject({ code: tokenDenied })
      expect(sdk.lastAnswer()).toMatchObject({ accessdenieddetail: { requiredScopes: [scope] } })
    }
  })
})
