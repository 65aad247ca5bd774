import { afterEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { approvalContractsSchema } from '#shared/schemas/flow/flow-document.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

const instance = 'SANDBOX-INSTANCE-1'

async function contracts(id = instance) {
  const answer = await app.get(`/api/approvals/${id}`)
  expect(answer.status).toBe(200)
  return approvalContractsSchema.parse(await answer.json()).contracts
}

async function refusal(id = instance): Promise<unknown> {
  return (await app.get(`/api/approvals/${id}`)).json()
}

/** A seal approval that somebody of this name has to decide, as e签宝 sends it. */
function runningApproval(approverName: string) {
  const node = { approverName, status: 'APPROVING', startTime: 1 }
  return { status: 'APPROVING', sponsorAccountName: '张三', startTime: 1, approvalNodes: [node] }
}

/** Makes e签宝 answer with contracts of these flows. */
async function attach(...flowIds: unknown[]): Promise<void> {
  const data = flowIds.map((flowId) => ({ flowId, status: '1', files: [] }))
  await app.control('POST', '/faults', { match: 'dingInstances', body: { data } })
}

describe.each([
  ['an internal app', internal],
  ['a third-party app', thirdParty],
])('%s', (_name, env) => {
  it("gives each contract's flow and status", async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('zhangsan')
    const http = expect.stringMatching(/^http/)
    expect(await contracts()).toEqual([
      {
        flowId: 'PRO-SANDBOX-COMPLETED',
        statusCode: 2,
        files: [{ name: '软件开发技术服务合同.pdf', originalUrl: http, signedUrl: http }],
        taskId: 'PRO-SANDBOX-COMPLETED',
        title: '软件开发技术服务合同',
        status: 'completed',
        waitsFor: [],
        signed: { count: 2, total: 2 },
      },
      {
        flowId: 'PRO-SANDBOX-SIGNING',
        statusCode: 1,
        files: [{ name: '办公设备采购合同.pdf', originalUrl: http, signedUrl: http }],
        taskId: 'PRO-SANDBOX-SIGNING',
        title: '办公设备采购合同',
        status: 'signing',
        waitsFor: ['李四'],
        signed: { count: 1, total: 3 },
      },
    ])
  })
})

it('takes known flows from the registry without asking e签宝 again', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  await app.get('/api/flows/PRO-SANDBOX-SIGNING')
  await expect
    .poll(() => app.store.registry.flows.find(sandboxCorpId, 'PRO-SANDBOX-SIGNING'))
    .not.toBeNull()
  await app.control('POST', '/faults', { match: '/v2.0/esign/flowTasks/', status: 500 })
  expect(await contracts()).toMatchObject([
    { taskId: 'PRO-SANDBOX-COMPLETED', title: null, status: 'unknown' },
    {
      taskId: 'PRO-SANDBOX-SIGNING',
      title: '办公设备采购合同',
      status: 'signing',
      waitsFor: ['李四'],
      signed: { count: 1, total: 3 },
    },
  ])
})

it('shows contracts without a known flow', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  await attach(null, 'PRO-NOWHERE', '../../x', '')
  const unknown = {
    taskId: null,
    title: null,
    status: 'unknown',
    statusCode: 1,
    files: [],
    waitsFor: [],
  }
  expect(await contracts()).toEqual([
    { ...unknown, flowId: null },
    { ...unknown, flowId: 'PRO-NOWHERE' },
    { ...unknown, flowId: '../../x' },
    { ...unknown, flowId: null },
  ])
})

it('says so when there are none', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  expect(await refusal('SANDBOX-INSTANCE-2')).toMatchObject({
    status: 404,
    code: 'approval-not-found',
  })
  for (const id of ['..', 'a%2Fb', '%20', 'x'.repeat(129)]) {
    expect(await refusal(encodeURI(id)), id).not.toMatchObject({ code: 'internal-error' })
  }
  expect(await app.calls('dingInstances')).toHaveLength(1)
})

it('an approval has no contracts in generation 1.0', async () => {
  app = await startSandboxedProxy({ ...thirdParty, ESIGN_GENERATION: '1.0' })
  await app.signIn('wangwu')
  expect(await refusal()).toMatchObject({ status: 409, code: 'generation-unsupported' })
})

describe('where only the people of a flow may see it', () => {
  const participants = { ...internal, FLOW_ACCESS: 'participants' }

  it('shows admins everything', async () => {
    app = await startSandboxedProxy(participants)
    await app.signIn('wangwu')
    await attach('PRO-SANDBOX-SIGNING', null)
    expect(await contracts()).toHaveLength(2)
  })

  it('shows others only the contracts of their own flows', async () => {
    app = await startSandboxedProxy(participants)
    await app.signIn('zhangsan')
    await app.store.registry.flows.recordStart('dingsandbox5f1c2e7a9b3d4860', {
      taskId: 'PRO-SANDBOX-SIGNING',
      title: null,
      status: 'signing',
      initiator: { userId: 'zhangsan', name: '张三', organization: null },
      people: [],
      deadline: null,
      startedAt: 1,
    })
    await attach('PRO-SANDBOX-COMPLETED', 'PRO-SANDBOX-SIGNING', null)
    expect(await contracts()).toMatchObject([{ taskId: 'PRO-SANDBOX-SIGNING', status: 'signing' }])
    await app.signIn('qianqi')
    expect(await refusal()).toMatchObject({ status: 403, code: 'flow-forbidden' })
  })
})

describe('a person who started the approval or decides on it', () => {
  const participants = { ...internal, FLOW_ACCESS: 'participants' }
  const signing = '/api/flows/PRO-SANDBOX-SIGNING'

  async function addApprover(): Promise<void> {
    const person = { userId: 'sunli', name: '孙丽' }
    await app.control('POST', `/corps/${internal.DINGTALK_CORP_ID}/people`, person)
  }

  it.each(['lisi', 'sunli'])('sees its contracts, and later their flows: %s', async (who) => {
    app = await startSandboxedProxy(participants)
    await addApprover()
    await app.signIn(who)
    expect((await app.get(signing)).status).toBe(403)
    expect(await contracts()).toHaveLength(2)
    expect((await app.get(signing)).status).toBe(200)
    // From then on it is known that a signer 李四 is waited for.
    await expect
      .poll(() => app.store.registry.flows.find(sandboxCorpId, 'PRO-SANDBOX-SIGNING'))
      .toMatchObject({ nextStep: { byName: ['李四'] } })
    const asked = await app.calls('/v1.0/workflow/processInstances')
    expect(asked).toHaveLength(1)
    // The first visit is remembered, so DingTalk is not asked again.
    expect(await contracts()).toHaveLength(2)
    expect(await app.calls('/v1.0/workflow/processInstances')).toEqual(asked)
  })

  it.each([
    { who: 'wangwu', name: '王五', isApprover: true, why: 'decides on it' },
    { who: 'lisi', name: '李四', isApprover: undefined, why: 'started it' },
  ])('is noted as an approver only if DingTalk says so: $who $why', async (person) => {
    const { who, name, isApprover } = person
    app = await startSandboxedProxy({ ...internal, FLOW_ACCESS: 'corp' })
    await app.signIn(who)
    const seal = '/api/flows/PRO-SANDBOX-SEAL-APPROVAL'
    const known = async () => {
      const view = flowViewSchema.parse(await (await app.get(seal)).json())
      const { flows } = flowListSchema.parse(await (await app.get('/api/flows')).json())
      const row = flows.find(({ taskId }) => taskId === 'PRO-SANDBOX-SEAL-APPROVAL')
      return { page: view.registry?.isApprover, row: row?.isApprover, by: row?.nextStep?.byName }
    }
    const approvals = { match: 'esign/approvals', body: { data: [runningApproval(name)] } }
    await app.control('POST', '/faults', approvals)
    await expect.poll(known).toEqual({ page: undefined, row: undefined, by: [name] })
    await attach('PRO-SANDBOX-SEAL-APPROVAL')
    expect(await contracts()).toHaveLength(1)
    await expect.poll(known).toEqual({ page: isApprover, row: isApprover, by: [name] })
    const asked = await app.calls('/v1.0/workflow/processInstances')
    expect(asked).toHaveLength(1)
  })

  it('also sees contracts without a known flow', async () => {
    app = await startSandboxedProxy({ ...participants, ...thirdParty })
    await app.signIn('lisi')
    await attach('PRO-SANDBOX-SIGNING', null)
    expect(await contracts()).toHaveLength(2)
  })

  it('does not include those who only get a copy', async () => {
    app = await startSandboxedProxy(participants)
    await app.signIn('qianqi')
    expect(await refusal()).toMatchObject({ status: 403, code: 'flow-forbidden' })
    expect((await app.get(signing)).status).toBe(403)
  })

  it.each([
    {
      why: 'the permission is missing',
      status: 403,
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      problem: { code: 'upstream-permission', requiredScopes: ['Workflow.Instance.Read'] },
    },
    {
      why: 'the quota is spent',
      status: 403,
      code: 'Forbidden.AccessDenied.ApiCountLimitForOrg',
      problem: { code: 'upstream-quota' },
    },
    {
      why: 'DingTalk is out of order',
      status: 503,
      code: 'serviceBusy',
      problem: { code: 'upstream-unavailable' },
    },
  ])('hears why DingTalk cannot be asked: $why', async ({ status, code, problem }) => {
    app = await startSandboxedProxy(participants)
    const body = { code, message: 'x' }
    await app.control('POST', '/faults', { match: '/v1.0/workflow/', status, body })
    await app.signIn('lisi')
    expect(await refusal()).toMatchObject(problem)
    // Contracts they may see anyway are shown without asking DingTalk, as are all contracts to
    // admins.
    await app.store.registry.accessRequests.grantAccess({
      corpId: internal.DINGTALK_CORP_ID,
      userId: 'lisi',
      taskIds: ['PRO-SANDBOX-SIGNING'],
      reason: 'approval',
      at: 1,
    })
    await expect.poll(async () => (await app.get(signing)).status).toBe(200)
    expect(await contracts()).toMatchObject([{ taskId: 'PRO-SANDBOX-SIGNING' }])
    await app.signIn('wangwu')
    expect(await contracts()).toHaveLength(2)
  })

  it('is turned away from an approval that DingTalk does not know', async () => {
    app = await startSandboxedProxy(participants)
    const body = { code: 'processInstanceNotExist', message: 'x' }
    await app.control('POST', '/faults', { match: '/v1.0/workflow/', status: 400, body })
    await app.signIn('lisi')
    expect(await refusal()).toMatchObject({ status: 403, code: 'flow-forbidden' })
  })
})

it('needs a session', async () => {
  app = await startSandboxedProxy()
  expect(await refusal()).toMatchObject({ status: 401, code: 'session-required' })
})
