import { beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient, textOf } from '#sandbox/testing/sandbox-client.ts'

const file = { fileId: 'FILE-SANDBOX-DRAFT', fileName: '合同.pdf' }
const li = { accountType: 'DING_USER', userId: 'lisi', signRequirements: '2' }
const wang = { accountType: 'DING_USER', userId: 'wangwu', signRequirements: '1,2' }
const sun = {
  accountType: 'OUTER_USER',
  account: '13900000008',
  accountName: '孙八',
  orgName: '上海云帆贸易有限公司',
  signRequirements: '1',
}

let client: SandboxClient
let token: string
let time: number

beforeEach(async () => {
  time = Date.UTC(2026, 0, 5, 8)
  client = createSandboxClient({ now: () => time })
  token = await client.internalToken()
  await client.call('POST', '/v2.0/esign/developers', {}, token)
})

function post(path: string, body: unknown) {
  return client.call('POST', `/v2.0/esign/${path}`, body, token)
}

function get(path: string) {
  return client.call('GET', `/v2.0/esign/${path}`, undefined, token)
}

async function startAtOnce(rest: Record<string, unknown> = {}): Promise<string> {
  const body = {
    initiatorUserId: 'zhangsan',
    taskName: '采购合同',
    files: [{ ...file, fileType: 1 }],
    participants: [li, sun],
    ...rest,
  }
  return textOf(await post('process/startAtOnce', body), 'taskId')
}

async function sign(taskId: string, account: string, form: Record<string, string> = {}) {
  const addresses = await post('process/executeUrls', { taskId, account, signContainer: 2 })
  return client.submit(textOf(addresses, 'longUrl'), { signer: account, action: 'sign', ...form })
}

async function signers(taskId: string): Promise<unknown> {
  const { body } = await get(`signTasks/${taskId}`)
  return Object.entries(body ?? {}).find(([name]) => name === 'signers')?.[1]
}

async function logTypes(taskId: string): Promise<unknown[]> {
  const { body } = await get(`flowTasks/${taskId}`)
  const logs: unknown = Object.entries(body ?? {}).find(([name]) => name === 'logs')?.[1]
  return Array.isArray(logs) ? logs.map((log: { logType: string }) => log.logType) : []
}

describe('a flow started directly', () => {
  it('goes from signer to signer and is then completed', async () => {
    const taskId = await startAtOnce()
    expect(await signers(taskId)).toEqual([
      { signerName: '李四', signStatus: 0 },
      { signerName: '孙八', signStatus: 1 },
    ])
    await sign(taskId, 'lisi')
    expect(await signers(taskId)).toEqual([
      { signerName: '李四', signStatus: 2 },
      { signerName: '孙八', signStatus: 0 },
    ])
    await sign(taskId, '13900000008')
    expect(await get(`signTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 2 } })
    expect(await logTypes(taskId)).toEqual('1 40 60 60 4 25 23 25 23 7'.split(' '))
    expect(await get(`flowTasks/${taskId}/docs`)).toMatchObject({
      body: { data: [{ fileId: file.fileId, fileUrl: expect.stringContaining('http') }] },
    })
  })

  it('follows signOrder, where equal numbers sign at the same time', async () => {
    const taskId = await startAtOnce({
      participants: [
        { ...sun, signOrder: 2 },
        { ...li, signOrder: 1 },
        { ...wang, signOrder: 1 },
      ],
    })
    expect(await signers(taskId)).toMatchObject([
      { signStatus: 1 },
      { signStatus: 0 },
      { signStatus: 0 },
    ])
    await sign(taskId, 'wangwu')
    expect(await signers(taskId)).toMatchObject([
      { signStatus: 1 },
      { signStatus: 0 },
      { signStatus: 2 },
    ])
  })

  it('costs one contract of the package, and cannot start when none is left', async () => {
    expect(await get('margins')).toMatchObject({ body: { margin: 100 } })
    await startAtOnce()
    expect(await get('margins')).toMatchObject({ body: { margin: 99 } })
    await client.call('PATCH', `/_sandbox/corps/${sandboxCorpId}`, { margin: 0 })
    await expect(startAtOnce()).rejects.toThrow('createFlowError')
    await post('orders/channel', {
      itemCode: 'I',
      itemName: 'I',
      orderId: 'O',
      orderCreateTime: time,
      quantity: 10,
    })
    await startAtOnce()
    expect(await get('margins')).toMatchObject({ body: { margin: 9 } })
  })

  it('is there and paid for, though the developer is looked up in vain after it', async () => {
    client = createSandboxClient({ now: () => time })
    token = await client.internalToken()
    await expect(startAtOnce()).rejects.toThrow('getOpenIsvInfoError')
    expect(await get('margins')).toMatchObject({ body: { margin: 99 } })
  })

  it('ends when somebody refuses', async () => {
    const taskId = await startAtOnce()
    await sign(taskId, 'lisi', { action: 'refuse', reason: '金额有误' })
    expect(await get(`flowTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 7 } })
    expect(await signers(taskId)).toMatchObject([{ signStatus: 4 }, { signStatus: 1 }])
    const answer = await post('process/executeUrls', { taskId })
    expect(answer).toMatchObject({ status: 400, body: { code: 'getSignUrlError' } })
  })

  it('expires at its deadline, after which nobody can sign', async () => {
    const signEndTime = time + 60_000
    const taskId = await startAtOnce({ signEndTime })
    const addresses = await post('process/executeUrls', { taskId, account: 'lisi' })
    time = signEndTime
    const page = await client.submit(textOf(addresses, 'mobileUrl'), {
      signer: 'lisi',
      action: 'sign',
    })
    expect(page.html).toContain('现在不能签署')
    const detail = await get(`flowTasks/${taskId}`)
    expect(detail).toMatchObject({ body: { flowStatus: 5 } })
    expect((await logTypes(taskId)).at(-1)).toBe('6')
  })

  it('does not count attachments as contracts', async () => {
    const taskId = await startAtOnce({
      files: [
        { ...file, fileType: 1 },
        { fileId: 'FILE-SANDBOX-LONG', fileName: '清单.pdf', fileType: 2 },
      ],
    })
    const { body } = await get(`flowTasks/${taskId}/docs`)
    expect(body).toMatchObject({ data: [{ fileId: file.fileId }] })
    expect(await logTypes(taskId)).toContain('50')
  })
})

describe('a company seal', () => {
  const zhang = { accountType: 'DING_USER', userId: 'zhangsan', signRequirements: '1' }

  it('waits for the approvers when the signer may not use it', async () => {
    const taskId = await startAtOnce({ participants: [zhang, sun] })
    expect((await sign(taskId, 'zhangsan')).html).toContain('已发起用印审批')
    expect(await signers(taskId)).toMatchObject([{ signStatus: 3 }, { signStatus: 1 }])
    const agree = () => client.submit(`/_sandbox/pages/approval/${taskId}`, { action: 'agree' })
    await agree()
    expect(await get(`approvals/${taskId}`)).toMatchObject({
      body: {
        data: [
          {
            status: 'APPROVING',
            sponsorAccountName: '张三',
            startTime: time,
            approvalNodes: [
              { approverName: '李四', status: 'AGREED', approvalTime: String(time) },
              { approverName: '王五', status: 'APPROVING', approvalTime: '-' },
            ],
          },
        ],
      },
    })
    await agree()
    expect(await signers(taskId)).toMatchObject([{ signStatus: 2 }, { signStatus: 0 }])
    const thirdParty = await client.corpToken(sandboxCorpId)
    const path = `/v1.0/esign/seals/approval/list?taskId=${taskId}`
    expect(await client.call('GET', path, undefined, thirdParty)).toMatchObject({
      body: {
        code: 0,
        data: [
          {
            status: 'AGREED',
            endTime: time,
            approvalNodes: [{ approvalTime: time }, { approvalTime: time }],
          },
        ],
      },
    })
    expect(await logTypes(taskId)).toEqual('1 40 60 60 4 25 27 28 28 23 25'.split(' '))
  })

  it('returns to the signer when it is refused', async () => {
    const taskId = await startAtOnce({ participants: [zhang] })
    await sign(taskId, 'zhangsan')
    await client.submit(`/_sandbox/pages/approval/${taskId}`, {
      action: 'refuse',
      reason: '印章外借中',
    })
    expect(await get(`approvals/${taskId}`)).toMatchObject({
      body: { data: [{ status: 'REFUSED', refuseReason: '印章外借中', endTime: time }] },
    })
    expect(await signers(taskId)).toMatchObject([{ signStatus: 0 }])
    await sign(taskId, 'zhangsan')
    expect(await get(`approvals/${taskId}`)).toMatchObject({
      body: { data: [{ status: 'REFUSED' }, { status: 'APPROVING' }] },
    })
  })
})

describe('a flow with a start page', () => {
  const draft = {
    initiatorUserId: 'zhangsan',
    taskName: '采购合同',
    files: [file],
    participants: [li],
    redirectUrl: 'https://app.test/back?from=start',
  }

  it('is a draft until its initiator sends it there', async () => {
    const answer = await post('processes/startUrls', draft)
    const taskId = textOf(answer, 'taskId')
    expect(await get(`flowTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 0 } })
    expect(await get('margins')).toMatchObject({ body: { margin: 100 } })
    expect((await client.open(textOf(answer, 'mobileUrl'))).html).toContain('value="采购合同"')
    const sent = await client.submit(textOf(answer, 'pcUrl'), { title: '采购合同（二）' })
    expect(sent).toMatchObject({ status: 303, location: draft.redirectUrl })
    expect(await get(`flowTasks/${taskId}`)).toMatchObject({
      body: { flowStatus: 1, businessScene: '采购合同（二）' },
    })
    expect(await get('margins')).toMatchObject({ body: { margin: 99 } })
  })

  it('lets the initiator choose the signers when none were given', async () => {
    const answer = await post('processes/startUrls', { ...draft, participants: [] })
    const page = textOf(answer, 'mobileUrl')
    const empty = await client.submit(page, { title: '采购合同' })
    expect(empty.html).toContain('请选择签署人')
    await client.submit(page, [
      ['title', '采购合同'],
      ['signer', 'wangwu'],
      ['signer', 'lisi'],
    ])
    expect(await signers(textOf(answer, 'taskId'))).toEqual([
      { signerName: '王五', signStatus: 0 },
      { signerName: '李四', signStatus: 1 },
    ])
  })

  it('is not sent for a person without a verified identity', async () => {
    const answer = await post('processes/startUrls', { ...draft, initiatorUserId: 'zhaoliu' })
    const page = await client.submit(textOf(answer, 'mobileUrl'), { title: '采购合同' })
    expect(page.html).toContain('发起人未完成个人实名认证')
  })

  it('is sent at once with the text "true" for autoStart', async () => {
    const answer = await post('processes/startUrls', { ...draft, autoStart: 'true' })
    const taskId = textOf(answer, 'taskId')
    expect(await get(`flowTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 1 } })
    expect(await post('processes/startUrls', { ...draft, autoStart: true })).toMatchObject({
      status: 400,
      body: { code: 'requestParamError' },
    })
  })

  it('takes the name of its first file as title when it has none', async () => {
    const answer = await post('processes/startUrls', { ...draft, taskName: undefined })
    const detail = await get(`flowTasks/${textOf(answer, 'taskId')}`)
    expect(detail).toMatchObject({ body: { businessScene: '合同.pdf' } })
  })
})

describe('addresses for signing', () => {
  it('are for DingTalk or for a browser, never for both', async () => {
    const taskId = 'PRO-SANDBOX-SIGNING'
    const inside = await post('process/executeUrls', { taskId })
    expect(Object.keys(inside.body ?? {}).toSorted()).toEqual(['mobileUrl', 'pcUrl'])
    const outside = await post('process/executeUrls', {
      taskId,
      account: '13900000008',
      signContainer: 2,
    })
    expect(Object.keys(outside.body ?? {}).toSorted()).toEqual(['longUrl', 'shortUrl'])
    const shortUrl = textOf(outside, 'shortUrl')
    expect(await client.open(shortUrl)).toMatchObject({
      status: 302,
      location: textOf(outside, 'longUrl'),
    })
    time += 30 * 86_400_000
    expect((await client.open(shortUrl)).status).toBe(410)
  })
})
