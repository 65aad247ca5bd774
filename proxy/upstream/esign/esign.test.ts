import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaultAnswer } from '#sandbox/state/faults.ts'
import { answering, flowReplyV1, flowReplyV2, refusal } from '#proxy/testing/sample-replies.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

const settings = {
  '2.0': internal,
  '1.0': { ...thirdParty, ESIGN_GENERATION: '1.0' },
}

let upstream: Upstream
let proxies: Record<keyof typeof settings, TestProxy>
let flows = 0

beforeAll(async () => {
  upstream = await startUpstream()
  const start = async (generation: keyof typeof settings) => {
    const proxy = await startTestProxy(upstream.url, settings[generation])
    await upstream.signIn(proxy, 'lisi')
    return proxy
  }
  proxies = { '1.0': await start('1.0'), '2.0': await start('2.0') }
})

afterAll(async () => {
  await proxies['1.0'].close()
  await proxies['2.0'].close()
  await upstream.close()
})

/** Reads a flow that was never read before. */
async function askFlow(generation: keyof typeof settings, flow: FaultAnswer) {
  flows += 1
  const taskId = `PRO-${flows}`
  upstream.fault = answering({ flow: () => flow })
  return { taskId, answer: await proxies[generation].ask(`/api/flows/${taskId}`) }
}

const flowOfTheDocumentation = {
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
    const { taskId, answer } = await askFlow('2.0', { body: flowReplyV2 })
    expect(await answer.json()).toMatchObject({ flow: { taskId, ...flowOfTheDocumentation } })
    expect(upstream.received).toContainEqual(
      expect.objectContaining({ method: 'GET', path: `/v2.0/esign/flowTasks/${taskId}` }),
    )
  })

  it('takes an error code with HTTP 200 as a refusal', async () => {
    const { answer } = await askFlow('2.0', { body: { code: 'flowNotExists', message: '不存在' } })
    expect(answer.status).toBe(404)
  })
})

describe('generation 1.0', () => {
  it("reads the documentation's flow", async () => {
    const { taskId, answer } = await askFlow('1.0', { body: flowReplyV1 })
    expect(await answer.json()).toMatchObject({ flow: { taskId, ...flowOfTheDocumentation } })
    expect(upstream.received).toContainEqual(
      expect.objectContaining({ method: 'GET', path: `/v1.0/esign/flows/detail?taskId=${taskId}` }),
    )
  })

  it.each([
    ['a bare payload', flowReplyV1.data],
    ['a payload without a code', { data: flowReplyV1.data }],
    ['a code as text', { ...flowReplyV1, code: '0' }],
  ])('reads %s', async (_name, body) => {
    const { taskId, answer } = await askFlow('1.0', { body })
    expect(await answer.json()).toMatchObject({ flow: { taskId, ...flowOfTheDocumentation } })
  })

  it.each([
    ['its one documented code', refusal('invalidRequest.invalidAguemnts')],
    ['the same at HTTP 200', { body: { code: 'invalidRequest.invalidAguemnts', message: 'x' } }],
    ['no payload', { body: { code: 0, message: '成功', data: null } }],
    ['success alone', { body: { code: 0, message: '成功' } }],
  ])('takes %s as an unknown flow', async (_name, flow) => {
    const { answer } = await askFlow('1.0', flow)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'flow-not-found' })
  })

  it('takes any other code with HTTP 200 as a refusal', async () => {
    const { answer } = await askFlow('1.0', { body: { code: 1_001, message: 'x', data: {} } })
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-rejected' })
  })

  it.each(['text', 5, [], [[]]])('refuses the payload %j', async (data) => {
    const { answer } = await askFlow('1.0', { body: { code: 0, data } })
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-unavailable' })
  })
})
