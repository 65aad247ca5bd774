import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient } from '#sandbox/testing/sandbox-client.ts'

const msg = { msgtype: 'text', text: { content: '请尽快签署《采购合同》' } }
let client: SandboxClient
let token: string

beforeEach(async () => {
  client = createSandboxClient()
  token = await client.internalToken()
})

function send(body: Record<string, unknown>) {
  const path = `/topapi/message/corpconversation/asyncsend_v2?access_token=${token}`
  return client.call('POST', path, { agent_id: internalApp.agentId, msg, ...body })
}

describe('a work notification', () => {
  it('is recorded with its receivers', async () => {
    expect(await send({ userid_list: 'lisi,nobody' })).toMatchObject({
      status: 200,
      body: { errcode: 0, task_id: expect.any(Number) },
    })
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: { messages: [{ userIds: ['lisi', 'nobody'], deliveredTo: ['lisi'], msg }] },
    })
  })

  it('reaches a person once a day, and succeeds when sent again', async () => {
    await send({ userid_list: 'lisi' })
    expect(await send({ userid_list: 'lisi,wangwu' })).toMatchObject({ body: { errcode: 0 } })
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: { messages: [{ deliveredTo: ['lisi'] }, { deliveredTo: ['wangwu'] }] },
    })
  })

  it('tells for a day who got it and who did not', async () => {
    let now = Date.now()
    client = createSandboxClient({ now: () => now })
    token = await client.internalToken()
    await client.call('PATCH', `/_sandbox/corps/${sandboxCorpId}`, { outsideRange: ['wangwu'] })
    await send({ userid_list: 'lisi' })
    const sent = await send({ userid_list: 'lisi,wangwu,nobody,zhangsan' })
    const { task_id } = z.object({ task_id: z.number() }).parse(sent.body)
    const path = '/topapi/message/corpconversation/getsendresult'
    const ask = (of: Record<string, unknown>) => {
      const body = { agent_id: Number(internalApp.agentId), task_id, ...of }
      return client.call('POST', `${path}?access_token=${token}`, body)
    }
    expect(await ask({})).toMatchObject({
      status: 200,
      body: {
        errcode: 0,
        send_result: {
          invalid_user_id_list: ['wangwu', 'nobody'],
          forbidden_user_id_list: ['lisi'],
          failed_user_id_list: [],
          read_user_id_list: [],
          unread_user_id_list: ['zhangsan'],
          invalid_dept_id_list: [],
          forbidden_list: [{ code: '143106', count: 1, userid: 'lisi' }],
        },
      },
    })
    expect(await ask({ agent_id: 1 })).toMatchObject({ body: { errcode: 400002 } })
    expect(await ask({ task_id: 1 })).toMatchObject({ body: { errcode: 400002 } })
    now += 86_400_000
    token = await client.internalToken()
    expect(await ask({})).toMatchObject({ body: { errcode: 400002 } })
  })

  it.each([
    ['of another agent', { agent_id: '1', userid_list: 'lisi' }],
    ['to nobody', {}],
    ['that is too long', { userid_list: 'lisi', msg: { text: 'x'.repeat(2048) } }],
    ['without a message', { userid_list: 'lisi', msg: null }],
    ['to too many', { userid_list: Array.from({ length: 101 }, (_, i) => `u${i}`).join(',') }],
  ])('%s is refused', async (_, body) => {
    expect(await send(body)).toMatchObject({ status: 200, body: { errcode: 400002 } })
  })
})

describe('a work notification with a status bar', () => {
  const folder = '/topapi/message/corpconversation'
  const oa = {
    message_url: 'https://contract.example/f/1',
    status_bar: { status_value: '待签署', status_bg: '0xFFFF9D00' },
    body: { title: '采购合同' },
  }
  const barred = { userid_list: 'lisi', msg: { msgtype: 'oa', oa } }

  function call(method: string, body: Record<string, unknown>) {
    const path = `${folder}/${method}?access_token=${token}`
    return client.call('POST', path, { agent_id: Number(internalApp.agentId), ...body })
  }

  async function taskOf(sent: ReturnType<typeof send>): Promise<number> {
    return z.object({ body: z.object({ task_id: z.number() }) }).parse(await sent).body.task_id
  }

  it('can be changed later', async () => {
    const task = await taskOf(send(barred))
    const change = { task_id: task, status_value: '已签署', status_bg: '0xFF15BC83' }
    expect(await call('status_bar/update', change)).toMatchObject({ body: { errcode: 0 } })
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: { messages: [{ statusBar: { value: '已签署', background: '0xFF15BC83' } }] },
    })
  })

  it('goes to at most five people', async () => {
    const userIds = Array.from({ length: 6 }, (_, index) => `user${index}`)
    expect(await send({ ...barred, userid_list: userIds.join(',') })).toMatchObject({
      body: { errcode: 400002 },
    })
  })

  it.each([
    ['of another agent', 40056, { agent_id: '1' }],
    ['that nobody sent', 40035, { task_id: 1 }],
    ['without words', 400002, { status_value: '' }],
  ])('%s is refused with %i', async (_, errcode, wrong) => {
    const task = await taskOf(send(barred))
    const change = { task_id: task, status_value: '已签署', ...wrong }
    expect(await call('status_bar/update', change)).toMatchObject({ body: { errcode } })
  })

  it('needs one from the start, and can be changed for a week', async () => {
    const plain = await taskOf(send({ userid_list: 'lisi' }))
    const refused = { body: { errcode: 40035 } }
    const change = { status_value: '已签署' }
    expect(await call('status_bar/update', { ...change, task_id: plain })).toMatchObject(refused)
    let now = Date.now()
    client = createSandboxClient({ now: () => now })
    token = await client.internalToken()
    const task = await taskOf(send(barred))
    now += 7 * 86_400_000
    token = await client.internalToken()
    expect(await call('status_bar/update', { ...change, task_id: task })).toMatchObject(refused)
  })

  it('can be recalled within a day', async () => {
    let now = Date.now()
    client = createSandboxClient({ now: () => now })
    token = await client.internalToken()
    const task = await taskOf(send(barred))
    expect(await call('recall', { msg_task_id: task })).toMatchObject({ body: { errcode: 0 } })
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: { messages: [{ isRecalled: true }] },
    })
    now += 86_400_000
    token = await client.internalToken()
    const late = await call('recall', { msg_task_id: task })
    expect(late).toMatchObject({ body: { errcode: 400002 } })
  })
})

describe('the details of a member', () => {
  function details(body: Record<string, unknown>) {
    return client.call('POST', `/topapi/v2/user/get?access_token=${token}`, body)
  }

  it('include the union id', async () => {
    expect(await details({ userid: 'lisi' })).toMatchObject({
      status: 200,
      body: { errcode: 0, result: { userid: 'lisi', unionid: 'sandbox-union-lisi' } },
    })
  })

  it('are refused for unknown people, for those who have left or are out of range, and without the permission', async () => {
    expect(await details({})).toMatchObject({ body: { errcode: 40035 } })
    await client.call('PATCH', `/_sandbox/corps/${sandboxCorpId}`, { outsideRange: ['wangwu'] })
    expect(await details({ userid: 'wangwu' })).toMatchObject({ body: { errcode: 50002 } })
    await client.call('DELETE', `/_sandbox/corps/${sandboxCorpId}/people/lisi`)
    expect(await details({ userid: 'lisi' })).toMatchObject({ body: { errcode: 60121 } })
    const missing = { missingScopes: ['qyapi_get_member'] }
    await client.call('PATCH', `/_sandbox/corps/${sandboxCorpId}`, missing)
    expect(await details({ userid: 'zhangsan' })).toMatchObject({
      body: {
        errcode: 88,
        sub_code: '60011',
        sub_msg: expect.stringContaining('qyapi_get_member'),
      },
    })
  })
})

describe('a work notification by template', () => {
  const { approved, inReview } = thirdPartyApp.templates
  const agentId = thirdPartyApp.agentIds[sandboxCorpId]

  async function sendByTemplate(body: Record<string, unknown>, accessToken?: string) {
    const corpToken = accessToken ?? (await client.corpToken(sandboxCorpId))
    const path = `/topapi/message/corpconversation/sendbytemplate?access_token=${corpToken}`
    const data = JSON.stringify({ contract: '采购合同' })
    const sending = { agent_id: agentId, template_id: approved, userid_list: 'lisi', data }
    return client.call('POST', path, { ...sending, ...body })
  }

  it('is recorded with its template and receivers, once a day', async () => {
    const sent = { status: 200, body: { errcode: 0, errmsg: 'ok', task_id: expect.any(Number) } }
    expect(await sendByTemplate({ userid_list: 'lisi,nobody' })).toMatchObject(sent)
    expect(await sendByTemplate({})).toMatchObject(sent)
    const filledIn = { templateId: approved, data: { contract: '采购合同' } }
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: {
        messages: [
          { agentId, deliveredTo: ['lisi'], msg: filledIn },
          { deliveredTo: [], msg: filledIn },
        ],
      },
    })
  })

  it.each([
    ['of a template that there is none of', { template_id: 'another' }, 885001],
    ['of a template that is not approved', { template_id: inReview }, 885006],
    ['without a template', { template_id: undefined }, 400002],
    ['of another agent', { agent_id: '1' }, 400002],
    ['to nobody', { userid_list: '' }, 400002],
    ['of other than JSON', { data: 'x' }, 400002],
    ['of other than texts', { data: '{"contract":1}' }, 400002],
  ])('%s is refused', async (_, body, errcode) => {
    expect(await sendByTemplate(body)).toMatchObject({
      status: 200,
      body: { errcode, errmsg: expect.any(String), request_id: expect.any(String) },
    })
  })

  it('is refused for internal apps, which have no templates', async () => {
    const answer = await sendByTemplate({ agent_id: internalApp.agentId }, token)
    expect(answer).toMatchObject({ status: 200, body: { errcode: 885001 } })
  })
})
