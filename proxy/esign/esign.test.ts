import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flowReplyV1, flowReplyV2, play, refusal } from '#proxy/testing/sample-replies.ts'
import {
  startStubUpstream,
  type StubAnswer,
  type StubUpstream,
} from '#proxy/testing/stub-upstream.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'

let upstream: StubUpstream
let proxy: TestProxy | undefined

beforeEach(async () => {
  upstream = await startStubUpstream(play())
})

afterEach(async () => {
  await proxy?.close()
  await upstream.close()
})

const settings = {
  '2.0': {},
  '1.0': { DINGTALK_APP_KIND: 'third-party', DINGTALK_SUITE_TICKET: 't', ESIGN_GENERATION: '1.0' },
}

async function askFlow(
  generation: keyof typeof settings,
  flow?: StubAnswer,
  taskId = 'PRO-1',
): Promise<Response> {
  proxy = await startTestProxy(upstream.url, settings[generation])
  await proxy.signIn()
  if (flow !== undefined) upstream.handler = play({ flow: () => flow })
  return proxy.ask(`/api/flows/${taskId}`)
}

const flowOfTheDocumentation = {
  taskId: 'PRO-1',
  title: '劳动合同',
  status: 'signing',
  statusCode: 1,
  initiator: { name: '王五', organization: '杭州天谷信息科技有限公司' },
  logs: [
    {
      type: 'flow-viewed',
      typeCode: '8',
      description: '查看了流程',
      operator: '王五',
      time: 1_618_302_600_000,
    },
  ],
}

describe('generation 2.0', () => {
  it("reads the documentation's flow", async () => {
    const answer = await askFlow('2.0', { body: flowReplyV2 })
    expect(await answer.json()).toMatchObject({ flow: flowOfTheDocumentation })
    expect(upstream.calls).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/v2.0/esign/flowTasks/PRO-1' }),
    )
  })

  it('takes an error code with HTTP 200 as a refusal', async () => {
    const answer = await askFlow('2.0', { body: { code: 'flowNotExists', message: '不存在' } })
    expect(answer.status).toBe(404)
  })
})

describe('generation 1.0', () => {
  it("reads the documentation's flow", async () => {
    const answer = await askFlow('1.0', { body: flowReplyV1 })
    expect(await answer.json()).toMatchObject({ flow: flowOfTheDocumentation })
    expect(upstream.calls).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/v1.0/esign/flows/detail?taskId=PRO-1' }),
    )
  })

  it.each([
    ['a bare payload', flowReplyV1.data],
    ['a payload without a code', { data: flowReplyV1.data }],
    ['a code as text', { ...flowReplyV1, code: '0' }],
  ])('reads %s', async (_name, body) => {
    const answer = await askFlow('1.0', { body })
    expect(await answer.json()).toMatchObject({ flow: flowOfTheDocumentation })
  })

  it.each([
    ['its one documented code', refusal('invalidRequest.invalidAguemnts')],
    ['the same at HTTP 200', { body: { code: 'invalidRequest.invalidAguemnts', message: 'x' } }],
    ['no payload', { body: { code: 0, message: '成功', data: null } }],
    ['success alone', { body: { code: 0, message: '成功' } }],
  ])('takes %s as an unknown flow', async (_name, flow) => {
    const answer = await askFlow('1.0', flow)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'flow-not-found' })
  })

  it('takes any other code with HTTP 200 as a refusal', async () => {
    const answer = await askFlow('1.0', { body: { code: 1_001, message: 'x', data: {} } })
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-rejected' })
  })

  it.each(['text', 5, [], [[]]])('refuses the payload %j', async (data) => {
    const answer = await askFlow('1.0', { body: { code: 0, data } })
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-unavailable' })
  })
})
