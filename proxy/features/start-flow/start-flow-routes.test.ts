import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

const contract = { fileId: 'FILE-SANDBOX-SIGNING', name: '采购合同.pdf', kind: 'contract' }
const attachment = {
  fileId: 'FILE-SANDBOX-SIGNING-ATTACHMENT-1',
  name: '设备清单.pdf',
  kind: 'attachment',
}
const lisi = { kind: 'member', userId: 'lisi', name: '李四', seals: ['personal'] }
const sunba = {
  kind: 'outsider',
  account: '+86 139 0000 0008',
  name: '孙八',
  organization: '上海云帆贸易有限公司',
  seals: ['company', 'personal'],
}

const onPage = { launch: 'page', files: [contract], signers: [lisi, sunba] }

const direct = {
  launch: 'direct',
  title: '采购合同（2026）',
  files: [contract, attachment],
  signers: [
    { ...lisi, order: 1, remark: ' 法务\u202E部盖章 ' },
    { ...sunba, order: 2 },
  ],
  copies: [{ kind: 'member', userId: 'wangwu', name: '王五' }],
  deadline: Date.now() + 7 * 24 * 60 * 60_000,
}

const post = (body: unknown, key: string = randomUUID()) =>
  app.post('/api/flows', body, { 'idempotency-key': key })

async function start(body: unknown, key?: string) {
  const answer = await post(body, key)
  expect(answer.status).toBe(201)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return startedFlowSchema.parse(await answer.json())
}

async function refusal(body: unknown, key?: string): Promise<unknown> {
  return (await post(body, key)).json()
}

/** Our id in a start request, and its link; 1.0 has no field for the id. */
function givenBack(body: unknown, generation: '1.0' | '2.0') {
  const sent = z.object({ sourceInfo: z.object({ mobileUrl: z.url() }) }).parse(body)
  const { mobileUrl } = sent.sourceInfo
  const reference = z.uuid().parse(new URL(mobileUrl).pathname.split('/').pop())
  const url = `http://localhost:8080/api/starts/${reference}?corpId=${sandboxCorpId}`
  return {
    sourceInfo: { mobileUrl: url, pcUrl: url, showText: '查看合同进度' },
    ...(generation === '2.0' ? { thirdBizId: reference } : {}),
  }
}

async function list(scope: string) {
  const answer = await app.get(`/api/flows?scope=${scope}`)
  return flowListSchema.parse(await answer.json()).flows
}

/** Initialises the developer account, which e签宝 requires before a direct start. */
async function initialise() {
  await app.signIn('wangwu')
  await app.post('/api/corp/initialise')
}

const operator = { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` }

describe.each(setups)("%s: a start on e签宝's page", (_name, env) => {
  it('is opened for the signed-in person, and stored', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('zhangsan')
    const { taskId, page } = await start({ ...onPage, initiatorUserId: 'wangwu', title: ' 采购 ' })
    expect(page).toEqual({
      pcUrl: expect.stringContaining('/_sandbox/pages/start/'),
      mobileUrl: expect.stringContaining('/_sandbox/pages/start/'),
    })
    const corpQuery = 'DINGTALK_CORP_ID' in env ? '' : `corpId=${sandboxCorpId}&`
    const [call] = await app.calls('ESIGN_GENERATION' in env ? 'process/start' : 'startUrls')
    expect(call?.body).toEqual({
      initiatorUserId: 'zhangsan',
      taskName: '采购',
      files: [{ fileId: contract.fileId, fileName: contract.name }],
      participants: [
        { accountType: 'DING_USER', userId: 'lisi', signRequirements: '2' },
        {
          accountType: 'OUTER_USER',
          account: '13900000008',
          accountName: '孙八',
          orgName: '上海云帆贸易有限公司',
          signRequirements: '1,2',
        },
      ],
      redirectUrl: `http://localhost:8080/?${corpQuery}returned=start`,
      ...givenBack(call?.body, 'ESIGN_GENERATION' in env ? '1.0' : '2.0'),
    })
    expect(await list('started')).toMatchObject([
      { taskId, title: '采购', status: 'draft', initiator: { name: '张三' } },
    ])
    await app.signIn('lisi')
    expect(await list('started')).toEqual([])
  })

  it('needs files only, because the page asks for the rest', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('zhangsan')
    const { taskId } = await start({ launch: 'page', files: [contract], signers: [] })
    expect(await list('started')).toMatchObject([{ taskId, title: contract.name }])
  })
})

it('names files as they are named when they are uploaded', async () => {
  app = await startSandboxedProxy(setups[0][1])
  await app.signIn('zhangsan')
  const hidden = { ...contract, name: `合同\u202Efdp.${'长'.repeat(200)}.docx` }
  const { taskId } = await start({ launch: 'page', files: [hidden], signers: [] })
  const cleaned = `合同fdp.${'长'.repeat(89)}.docx`
  const [call] = await app.calls('startUrls')
  expect(call?.body).toMatchObject({ files: [{ fileName: cleaned }] })
  expect(await list('started')).toMatchObject([{ taskId, title: cleaned }])
})

describe.each(setups.slice(0, 2))('%s: a direct start', (_name, env) => {
  it('is sent, stored with its people, and read', async () => {
    app = await startSandboxedProxy({ ...env, ...operator })
    await initialise()
    await app.signIn('zhangsan')
    const { taskId, page } = await start(direct)
    expect(page).toBeNull()
    const [call] = await app.calls('startAtOnce')
    expect(call?.body).toEqual({
      initiatorUserId: 'zhangsan',
      taskName: direct.title,
      files: [
        { fileId: contract.fileId, fileName: contract.name, fileType: 1 },
        { fileId: attachment.fileId, fileName: attachment.name, fileType: 2 },
      ],
      participants: [
        { accountType: 'DING_USER', userId: 'lisi', signRequirements: '2', signOrder: 1 },
        {
          accountType: 'OUTER_USER',
          account: '13900000008',
          accountName: '孙八',
          orgName: '上海云帆贸易有限公司',
          signRequirements: '1,2',
          signOrder: 2,
        },
      ],
      ccs: [{ accountType: 'DING_USER', userId: 'wangwu' }],
      signEndTime: direct.deadline,
      ...givenBack(call?.body, '2.0'),
    })
    await expect
      .poll(() => list('started'))
      .toMatchObject([
        {
          taskId,
          status: 'signing',
          deadline: direct.deadline,
          nextStep: { kind: 'waiting-for-signature', people: ['李四'] },
        },
      ])
    expect(await app.store.registry.flows.peopleOf(sandboxCorpId, taskId ?? '')).toEqual([
      {
        ...noTexts,
        role: 'signer',
        name: '李四',
        userId: 'lisi',
        remark: '法务部盖章',
        order: 1,
        requirement: 'personal',
        isWaitedFor: true,
      },
      {
        ...noTexts,
        role: 'signer',
        name: '孙八',
        userId: null,
        account: '13900000008',
        organization: '上海云帆贸易有限公司',
        order: 2,
        requirement: 'company,personal',
        isWaitedFor: false,
      },
      {
        ...noTexts,
        role: 'cc',
        name: '王五',
        userId: 'wangwu',
        order: null,
        requirement: null,
        isWaitedFor: false,
      },
    ])
    const view = flowViewSchema.parse(await (await app.get(`/api/flows/${taskId}`)).json())
    expect(view.registry?.people[1]).toMatchObject({
      organization: '上海云帆贸易有限公司',
      account: '139****0008',
    })
    expect(JSON.stringify(view)).not.toContain('13900000008')
    await app.signIn('lisi')
    expect(await list('waiting')).toMatchObject([{ taskId, waitsForMe: true }])
    // Read again by e签宝's names, the remark stays with the person, for everybody.
    const fresh = { headers: { 'cache-control': 'no-cache' } }
    const theirs = await (await app.proxy.ask(`/api/flows/${taskId}`, fresh)).json()
    expect(flowViewSchema.parse(theirs).registry?.people).toMatchObject([
      { name: '李四', remark: '法务部盖章' },
      { name: '孙八' },
      { name: '王五' },
    ])
    const link = new URL(givenBack(call?.body, '2.0').sourceInfo.mobileUrl)
    const led = await app.proxy.ask(link.pathname + link.search, { redirect: 'manual' })
    expect([led.status, led.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(`/flows/${taskId}\\?corpId=${sandboxCorpId}&access=1\\.`),
    ])
  })

  it("gives e签宝's own reason for a refusal", async () => {
    app = await startSandboxedProxy({ ...env, ...operator })
    await initialise()
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { margin: 0 })
    await app.signIn('zhangsan')
    expect(await refusal(direct)).toMatchObject({
      code: 'esign-refused',
      reason: '创建流程失败: 套餐余量不足',
    })
  })

  it('has signers sent back to the contract, where all of them can open it', async () => {
    app = await startSandboxedProxy({ ...env, ...operator })
    await initialise()
    await app.signIn('zhangsan')
    const { taskId } = await start({ ...direct, signers: [lisi] })
    const [call] = await app.calls('startAtOnce')
    const { redirectUrl } = z.object({ redirectUrl: z.url() }).parse(call?.body)
    const { pathname, search } = new URL(redirectUrl)
    const led = await app.proxy.ask(pathname + search, { redirect: 'manual' })
    expect([led.status, led.headers.get('location')]).toEqual([
      302,
      `http://localhost:8080/flows/${taskId}?corpId=${sandboxCorpId}&returned=sign`,
    ])
  })
})

it('generation 1.0 has no direct start', async () => {
  app = await startSandboxedProxy(setups[2][1])
  await app.signIn('zhangsan')
  expect(await refusal(direct)).toMatchObject({ status: 409, code: 'generation-unsupported' })
})

describe('an idempotency key', () => {
  it('starts one flow, however often and fast it is sent', async () => {
    app = await startSandboxedProxy({ ...internal, ...operator })
    await initialise()
    const key = randomUUID()
    const answers = await Promise.all([start(direct, key), start(direct, key.toUpperCase())])
    answers.push(await start(direct, key))
    expect(new Set(answers.map(({ taskId }) => taskId)).size).toBe(1)
    expect(await app.calls('startAtOnce')).toHaveLength(1)
    expect(await refusal({ ...direct, title: '另一份' }, key)).toMatchObject({
      status: 409,
      code: 'idempotency-key-reused',
    })
  })

  it('belongs to one person', async () => {
    app = await startSandboxedProxy()
    const key = randomUUID()
    await app.signIn('zhangsan')
    const first = await start(onPage, key)
    await app.signIn('lisi')
    expect((await start(onPage, key)).taskId).not.toBe(first.taskId)
  })

  it('can be used again after a refusal', async () => {
    app = await startSandboxedProxy({ ...internal, ...operator })
    await initialise()
    await app.signIn('zhaoliu')
    const key = randomUUID()
    expect(await refusal(direct, key)).toMatchObject({ code: 'user-not-real-name-verified' })
    await app.signIn('zhangsan')
    const unknownMember = { ...direct, signers: [{ ...lisi, userId: 'nobody', order: 1 }] }
    expect(await refusal(unknownMember, key)).toMatchObject({ code: 'person-not-found' })
    await start(direct, key)
  })

  it('starts nothing again when the outcome is unknown', async () => {
    app = await startSandboxedProxy({ ...internal, ...operator })
    await initialise()
    await app.control('POST', '/faults', { match: 'startAtOnce', status: 500, times: 1 })
    const key = randomUUID()
    const refusals = [await refusal(direct, key), await refusal(direct, key)]
    const unknown = { status: 502, code: 'outcome-unknown' }
    expect(refusals).toMatchObject([unknown, unknown])
    expect(await app.calls('startAtOnce')).toHaveLength(1)
    expect(await list('started')).toEqual([])
  })

  it.each(['getOpenIsvInfoError', 'saveTaskError'])(
    'starts nothing again after %s, which comes when the flow is there',
    async (code) => {
      app = await startSandboxedProxy({ ...internal, ...operator })
      await initialise()
      const fault = { match: 'startAtOnce', status: 400, body: { code, message: '异常' }, times: 1 }
      await app.control('POST', '/faults', fault)
      const key = randomUUID()
      const refusals = [await refusal(direct, key), await refusal(direct, key)]
      const unknown = { status: 502, code: 'outcome-unknown' }
      expect(refusals).toMatchObject([unknown, unknown])
      expect(await app.calls('startAtOnce')).toHaveLength(1)
    },
  )

  it('opens the page again when its address got lost', async () => {
    app = await startSandboxedProxy()
    await app.signIn('zhangsan')
    const key = randomUUID()
    await app.control('POST', '/faults', { match: 'startUrls', status: 500, times: 1 })
    expect(await refusal(onPage, key)).toMatchObject({ code: 'upstream-unavailable' })
    const body = { taskId: 'PRO-1', pcUrl: 'https://evil.example/', mobileUrl: null }
    await app.control('POST', '/faults', { match: 'startUrls', body, times: 1 })
    expect(await refusal(onPage, key)).toMatchObject({ code: 'launch-host-refused' })
    const { taskId } = await start(onPage, key)
    expect(await list('started')).toMatchObject([{ taskId }])
  })
})

it('a start needs a key, and what the rules require', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  const invalid = { status: 400, code: 'invalid-request' }
  expect(await (await app.post('/api/flows', onPage)).json()).toMatchObject(invalid)
  expect(await refusal(onPage, 'not-a-uuid')).toMatchObject(invalid)
  const wrong = [
    [{ ...onPage, files: [] }, 'files'],
    [{ ...onPage, files: [{ ...contract, name: '合同.exe' }] }, 'files.0.name'],
    [{ ...onPage, signers: [{ ...sunba, account: '123' }] }, 'signers.0.account'],
    [{ ...onPage, signers: [{ ...lisi, seals: ['gold'] }] }, 'signers.0.seals'],
    [{ ...onPage, signers: [{ ...lisi, remark: '备'.repeat(51) }] }, 'signers.0.remark'],
    [{ ...onPage, launch: 'post' }, 'launch'],
    [{ ...direct, title: 'A/B' }, 'title'],
    [{ ...direct, deadline: 1000 }, 'deadline'],
    [{ ...direct, signers: [] }, 'signers'],
    ['text', 'the body'],
  ] as const
  for (const [body, field] of wrong) {
    const title = expect.stringMatching(
      new RegExp(`Invalid in the request: ${field.replaceAll('.', '\\.')}`),
    )
    expect(await refusal(body)).toMatchObject({ ...invalid, title })
  }
  expect(await app.calls('/esign/')).toEqual([])
})

it('a start may have as many people and files as the rules allow, and a limited body', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  const name = `${'合'.repeat(80)}.pdf`
  const files = Array.from({ length: 50 }, () => ({ ...contract, name })).map((file, index) => {
    return { ...file, fileId: `${index}-${'f'.repeat(32)}` }
  })
  const signers = Array.from({ length: 50 }, (_, index) => {
    return { ...sunba, account: `person${index}@company.example.com` }
  })
  // The refusal comes from e签宝, as it does not have the files.
  expect(await refusal({ ...onPage, files, signers })).toMatchObject({ code: 'upstream-rejected' })
  const endless = { ...onPage, title: 'x'.repeat(200_000) }
  expect(await refusal(endless)).toMatchObject({ status: 413, code: 'request-too-large' })
})

it('a start needs a session', async () => {
  app = await startSandboxedProxy()
  expect(await refusal(onPage)).toMatchObject({ status: 401, code: 'session-required' })
  expect(await app.calls('/esign/')).toEqual([])
})
