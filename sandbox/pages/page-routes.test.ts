import { beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId, secondCorpId } from '#sandbox/credentials.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient, textOf } from '#sandbox/testing/sandbox-client.ts'

let client: SandboxClient
let token: string
let time: number

beforeEach(async () => {
  time = Date.UTC(2026, 0, 5, 8)
  client = createSandboxClient({ now: () => time, noticeUrl: 'http://127.0.0.1:9/notices' })
  token = await client.internalToken()
})

function post(path: string, body: unknown = {}) {
  return client.call('POST', `/v2.0/esign/${path}`, body, token)
}

function get(path: string) {
  return client.call('GET', `/v2.0/esign/${path}`, undefined, token)
}

describe('every page', () => {
  it.each([
    '/_sandbox/pages/sign/PRO-SANDBOX-SIGNING',
    '/_sandbox/pages/start/PRO-SANDBOX-DRAFT',
    '/_sandbox/pages/approval/PRO-SANDBOX-SEAL-APPROVAL',
    `/_sandbox/pages/console/${sandboxCorpId}`,
    `/_sandbox/pages/inbox/${sandboxCorpId}/lisi`,
    `/_sandbox/pages/corp/${secondCorpId}`,
  ])('says that it is a sandbox, and needs no inline script or style: %s', async (path) => {
    const { status, html } = await client.open(path)
    expect(status).toBe(200)
    expect(html).toMatch(/沙箱：模拟(钉钉| e签宝 )的页面/)
    expect(html).toContain('<meta name="viewport"')
    expect(html).not.toMatch(/<script|<style|style=|onclick=/)
  })

  it('escapes the values in its address', async () => {
    const answer = await post('processes/startUrls', {
      initiatorUserId: 'zhangsan',
      taskName: '<img src=x>',
      files: [{ fileId: 'FILE-SANDBOX-DRAFT', fileName: '"><b>.pdf' }],
    })
    const { html } = await client.open(textOf(answer, 'mobileUrl'))
    expect(html).toContain('&lt;img src=x&gt;')
    expect(html).not.toMatch(/<img|<b>/)
  })

  it('answers 404 or 410 to an invented address', async () => {
    expect((await client.open('/_sandbox/pages/sign/PRO-NONE')).status).toBe(404)
    expect((await client.open('/_sandbox/pages/authorise/AUTH-NONE')).status).toBe(410)
  })
})

describe('authorising', () => {
  const redirectUrl = 'https://app.test/admin?tab=corp'

  it.each([
    ['agree', 'SUCCESS', 'AUTH'],
    ['refuse', 'FAIL', 'UNAUTH'],
  ])("returns with the admin's decision: %s", async (action, status, authStatus) => {
    expect(await post('auths/cancel')).toMatchObject({ body: { result: true } })
    expect(await get('corps/appStatus')).toMatchObject({ body: { authStatus: 'UNAUTH' } })
    const answer = await post('auths/urls', { redirectUrl })
    const page = await client.submit(textOf(answer, 'pcUrl'), { action })
    expect(page.status).toBe(303)
    expect(page.location).toBe(`${redirectUrl}&status=${status}&taskid=${textOf(answer, 'taskId')}`)
    expect(await get('corps/appStatus')).toMatchObject({ body: { authStatus } })
    expect((await client.open(textOf(answer, 'pcUrl'))).status).toBe(410)
  })

  it('expires after two hours', async () => {
    const answer = await post('auths/urls', { redirectUrl })
    time += 2 * 3_600_000
    expect((await client.open(textOf(answer, 'mobileUrl'))).status).toBe(410)
  })
})

describe('real-name verification', () => {
  it('verifies a person and returns', async () => {
    expect(await get('users/zhaoliu')).toEqual({ status: 200, body: { isRealName: 'false' } })
    const answer = await post('users/realnames', {
      userId: 'zhaoliu',
      redirectUrl: 'https://app.test/me',
    })
    const page = await client.submit(textOf(answer, 'mobileUrl'), { action: 'verify' })
    expect(page).toMatchObject({ status: 303, location: 'https://app.test/me' })
    expect(await get('users/zhaoliu')).toEqual({
      status: 200,
      body: { isRealName: 'true', userRealName: '赵六' },
    })
  })

  it('verifies an organisation, which can then use e签宝', async () => {
    client = createSandboxClient()
    token = await client.corpToken(secondCorpId)
    expect(await post('developers')).toMatchObject({ body: { code: 'orgNotRealname' } })
    await client.call('PATCH', `/_sandbox/corps/${secondCorpId}`, { realNameVerified: true })
    expect(await post('developers')).toMatchObject({ body: { data: true } })
    await client.call('PATCH', `/_sandbox/corps/${secondCorpId}`, { realNameVerified: false })
    const answer = await post('corps/realnames', { userId: 'zhoujiu' })
    expect(await get('corps/infos')).toMatchObject({ body: { isRealName: 'false' } })
    const cancelled = await client.submit(textOf(answer, 'mobileUrl'), { action: 'cancel' })
    expect(cancelled.html).toContain('未完成认证')
    await client.submit(textOf(answer, 'mobileUrl'), { action: 'verify' })
    expect(await get('corps/infos')).toMatchObject({
      body: { isRealName: 'true', orgRealName: '成都青禾软件有限公司' },
    })
  })

  it('is required before signing', async () => {
    const answer = await post('process/startAtOnce', {
      initiatorUserId: 'zhangsan',
      taskName: '采购合同',
      files: [{ fileId: 'FILE-SANDBOX-DRAFT', fileName: '合同.pdf', fileType: 1 }],
      participants: [{ accountType: 'DING_USER', userId: 'zhaoliu', signRequirements: '2' }],
    })
    const path = `/_sandbox/pages/sign/${textOf(answer, 'taskId')}`
    expect((await client.open(path)).html).toContain('请先完成个人实名认证')
    await client.submit(path, { signer: 'zhaoliu', action: 'sign' })
    expect(await get(`flowTasks/${textOf(answer, 'taskId')}`)).toMatchObject({
      body: { flowStatus: 1 },
    })
    await client.submit(path, { signer: 'zhaoliu', action: 'verify' })
    await client.submit(path, { signer: 'zhaoliu', action: 'sign' })
    expect(await get(`flowTasks/${textOf(answer, 'taskId')}`)).toMatchObject({
      body: { flowStatus: 2 },
    })
  })
})

describe('the sign page', () => {
  it('offers only those whose turn it is, and logs that a known signer opened it', async () => {
    const page = await client.open('/_sandbox/pages/sign/PRO-SANDBOX-SIGNING')
    expect(page.html).toContain('以 李四 的身份')
    expect(page.html).not.toContain('以 孙八 的身份')
    const early = await client.open('/_sandbox/pages/sign/PRO-SANDBOX-SIGNING?signer=13900000008')
    expect(early.html).toContain('还没有轮到您签署')
    await client.open('/_sandbox/pages/sign/PRO-SANDBOX-DRAFT?signer=lisi')
    await client.call('POST', '/_sandbox/flows/PRO-SANDBOX-DRAFT/advance')
    await client.open('/_sandbox/pages/sign/PRO-SANDBOX-DRAFT?signer=lisi')
    await client.open('/_sandbox/pages/sign/PRO-SANDBOX-DRAFT?signer=lisi')
    const { body } = await get('flowTasks/PRO-SANDBOX-DRAFT')
    expect(JSON.stringify(body).match(/"logType":"8"/g)).toHaveLength(1)
  })
})

describe('the start page', () => {
  it('sends a contract without a signer who was removed there', async () => {
    const member = (userId: string) => ({ accountType: 'DING_USER', userId })
    const answer = await post('processes/startUrls', {
      initiatorUserId: 'zhangsan',
      taskName: '采购合同',
      files: [{ fileId: 'FILE-SANDBOX-DRAFT', fileName: '合同.pdf' }],
      participants: [member('lisi'), member('wangwu')],
    })
    const page = textOf(answer, 'mobileUrl')
    const { html } = await client.submit(page, { title: '采购合同', remove: 'lisi' })
    expect(html).toContain('已发送')
    const tasks = await get(`signTasks/${textOf(answer, 'taskId')}`)
    expect(JSON.stringify(tasks.body)).toContain('王五')
    expect(JSON.stringify(tasks.body)).not.toContain('李四')
  })
})

describe('the console', () => {
  it('revokes a flow, and deletes one that has ended', async () => {
    const page = `/_sandbox/pages/console/${sandboxCorpId}`
    const taskId = 'PRO-SANDBOX-SIGNING'
    await client.submit(page, { taskId, action: 'delete' })
    expect(await get(`flowTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 1 } })
    await client.submit(page, { taskId, action: 'revoke' })
    expect(await get(`flowTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 3 } })
    await client.submit(page, { taskId, action: 'delete' })
    expect(await get(`signTasks/${taskId}`)).toMatchObject({ body: { flowStatus: 6 } })
  })

  it('shows only the flows of its own organisation', async () => {
    const { html } = await client.open(`/_sandbox/pages/console/${secondCorpId}`)
    expect(html).not.toContain('PRO-SANDBOX')
  })
})
