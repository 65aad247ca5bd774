import { beforeEach, describe, expect, it } from 'vitest'
import { internalApp, sandboxCorpId, thirdPartyApp } from '../credentials.ts'
import type { SandboxClient } from '../testing/sandbox-client.ts'
import { createSandboxClient } from '../testing/sandbox-client.ts'

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
  it('is recorded with who got it', async () => {
    expect(await send({ userid_list: 'lisi,nobody' })).toMatchObject({
      status: 200,
      body: { errcode: 0, task_id: expect.any(Number) },
    })
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: { messages: [{ userIds: ['lisi', 'nobody'], deliveredTo: ['lisi'], msg }] },
    })
  })

  it('reaches nobody twice a day, and succeeds all the same', async () => {
    await send({ userid_list: 'lisi' })
    expect(await send({ userid_list: 'lisi,wangwu' })).toMatchObject({ body: { errcode: 0 } })
    expect(await client.call('GET', '/_sandbox/messages')).toMatchObject({
      body: { messages: [{ deliveredTo: ['lisi'] }, { deliveredTo: ['wangwu'] }] },
    })
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

  it('is recorded with its template and who got it, once a day', async () => {
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

  it('is not for internal apps, which have no templates', async () => {
    const answer = await sendByTemplate({ agent_id: internalApp.agentId }, token)
    expect(answer).toMatchObject({ status: 200, body: { errcode: 885001 } })
  })
})
