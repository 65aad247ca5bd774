import { beforeEach, describe, expect, it } from 'vitest'
import { internalApp } from '../credentials.ts'
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
