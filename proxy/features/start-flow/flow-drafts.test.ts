import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowDraftSchema } from '#shared/schemas/flow/flow-draft.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

const lisi = { kind: 'member', userId: 'lisi', name: '李四' }
const sunba = {
  kind: 'outsider',
  account: '13900000008',
  name: '孙八',
  organization: '上海云帆贸易有限公司',
}
const wangwu = { kind: 'member', userId: 'wangwu', name: '王五' }
const contract = { fileId: 'FILE-SANDBOX-SIGNING', name: '采购合同.pdf', kind: 'contract' }

const day = 24 * 60 * 60_000

async function start(body: object) {
  const answer = await app.post('/api/flows', body, { 'idempotency-key': randomUUID() })
  expect(answer.status).toBe(201)
  const { taskId, page } = startedFlowSchema.parse(await answer.json())
  return { taskId: taskId ?? '', page }
}

async function draftOf(taskId: string) {
  const answer = await app.get(`/api/flows/${taskId}/draft`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return flowDraftSchema.parse(await answer.json())
}

const refusal = async (taskId: string): Promise<unknown> =>
  (await app.get(`/api/flows/${taskId}/draft`)).json()

const onPage = {
  launch: 'page',
  title: '采购合同',
  files: [contract],
  signers: [{ ...sunba, seals: ['company', 'personal'] }],
}

describe('a flow as a draft', () => {
  it('has what it was started with, accounts included', async () => {
    const operator = { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` }
    app = await startSandboxedProxy({ ...internal, ...operator })
    await app.signIn('wangwu')
    await app.post('/api/corp/initialise')
    await app.signIn('zhangsan')
    const signers = [
      { ...lisi, remark: '法务部盖章', seals: ['personal'], order: 1 },
      { ...sunba, seals: ['company', 'personal'], order: 2 },
    ]
    const { taskId } = await start({
      ...onPage,
      launch: 'direct',
      signers,
      copies: [wangwu],
      deadline: Date.now() + 7 * day,
    })
    const draft = await draftOf(taskId)
    expect(draft).toMatchObject({
      title: '采购合同',
      signers,
      copies: [wangwu],
      files: [{ ...contract, state: 'ready' }],
      page: null,
    })
    expect(draft.deadlineMs).toBeGreaterThan(7 * day - 60_000)
    expect(draft.deadlineMs).toBeLessThanOrEqual(7 * day)
    await app.signIn('wangwu')
    // e签宝's own time of the start may differ a little.
    expect(await draftOf(taskId)).toEqual({ ...draft, deadlineMs: expect.any(Number) })
    await app.signIn('lisi')
    expect(await refusal(taskId)).toMatchObject({ status: 403, code: 'flow-forbidden' })
  })

  it('keeps no file once one of two has signed, but its name', async () => {
    const operator = { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` }
    app = await startSandboxedProxy({ ...internal, ...operator })
    await app.signIn('wangwu')
    await app.post('/api/corp/initialise')
    await app.signIn('zhangsan')
    const signers = [
      { ...lisi, seals: ['personal'], order: 1 },
      { ...sunba, seals: ['personal'], order: 2 },
    ]
    const { taskId } = await start({ ...onPage, launch: 'direct', signers })
    const read = () =>
      app.proxy.ask(`/api/flows/${taskId}`, { headers: { 'cache-control': 'no-cache' } })
    await read()
    const { fileId, name, kind } = contract
    expect((await draftOf(taskId)).files).toMatchObject([{ fileId, name, state: 'ready' }])
    await app.control('POST', `/flows/${taskId}/advance`)
    const filesAfterReading = async () => {
      await read()
      return (await draftOf(taskId)).files
    }
    await expect
      .poll(filesAfterReading)
      .toEqual([{ fileId: '', name, kind, state: 'failed', size: null, pages: null }])
  })

  it('names files that e签宝 has no more, and those it could not be asked about', async () => {
    app = await startSandboxedProxy(internal)
    await app.signIn('zhangsan')
    const { taskId } = await start(onPage)
    const answers = [
      { status: 400, body: { code: 'getFileInfoError', message: 'gone' }, times: 1 },
      { status: 500, body: { code: 'system.error', message: 'later' }, times: 3 },
    ]
    for (const [index, answer] of answers.entries()) {
      await app.control('POST', '/faults', { match: contract.fileId, ...answer })
      const [file] = (await draftOf(taskId)).files
      expect(file).toEqual({
        ...contract,
        state: ['failed', 'unknown'][index],
        size: null,
        pages: null,
      })
    }
  })

  it('of another system has what e签宝 knows', async () => {
    app = await startSandboxedProxy({ ...internal, FLOW_ACCESS: 'corp' })
    await app.signIn('wangwu')
    await app.control('POST', '/faults', {
      match: '/v2.0/esign/flowTasks/PRO-SANDBOX-EXTERNAL/docs',
      status: 500,
    })
    await app.get('/api/flows/PRO-SANDBOX-EXTERNAL')
    await expect
      .poll(async () => (await app.get('/api/flows/PRO-SANDBOX-EXTERNAL/draft')).status)
      .toBe(200)
    expect((await draftOf('PRO-SANDBOX-EXTERNAL')).files).toEqual([])
    await app.control('DELETE', '/faults')
    const unknown = { kind: 'outsider', account: '', organization: '', seals: [], order: null }
    expect(await draftOf('PRO-SANDBOX-EXTERNAL')).toMatchObject({
      title: '货物运输服务合同',
      signers: [
        { ...unknown, name: '李四' },
        { ...unknown, name: '孙八' },
      ],
      files: [{ fileId: '', name: '货物运输服务合同.pdf', kind: 'contract', state: 'failed' }],
      deadlineMs: null,
      page: null,
    })
  })
})

describe.each(setups)("%s: e签宝's page of a draft", (_name, env) => {
  it('is kept for its initiator until the draft is sent, and not readable in the database', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('zhangsan')
    const { taskId, page } = await start(onPage)
    expect((await draftOf(taskId)).page).toEqual(page)
    const stored = await app.store.registry.flows.startOf(sandboxCorpId, taskId, 'zhangsan')
    expect(stored.page).toMatch(/^[\w-]+$/)
    expect(Buffer.from(stored.page ?? '', 'base64').toString()).not.toContain('http')
    await app.signIn('wangwu')
    expect((await draftOf(taskId)).page).toBeNull()
    await app.signIn('zhangsan')
    await app.control('POST', `/flows/${taskId}/advance`)
    await app.proxy.ask(`/api/flows/${taskId}`, { headers: { 'cache-control': 'no-cache' } })
    await expect.poll(async () => (await draftOf(taskId)).page).toBeNull()
  })
})
