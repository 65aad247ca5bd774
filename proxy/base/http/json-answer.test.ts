import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { answering, flowReplyV2 } from '#proxy/testing/sample-replies.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

let upstream: Upstream
let proxy: TestProxy

const logs = Array.from({ length: 5000 }, (_, index) => ({
  logType: '8',
  operateDescription: '查看了流程',
  operateTime: 1_618_302_600_000 + index,
  operatorAccountName: '王五',
}))

beforeEach(async () => {
  upstream = await startUpstream(answering({ flow: () => ({ body: { ...flowReplyV2, logs } }) }))
  proxy = await startTestProxy(upstream.url)
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

async function askFlow(
  accepted: string,
  taskId = 'PRO-SANDBOX-SIGNING',
): Promise<{ answer: Response; bytes: Buffer }> {
  const headers = { 'accept-encoding': accepted }
  const answer = await proxy.ask(`/api/flows/${taskId}`, { headers })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

it.each([
  ['gzip, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
])('compresses a long flow when the client accepts %s', async (accepted, encoding, decompress) => {
  await upstream.signIn(proxy, 'lisi')
  const { answer, bytes } = await askFlow(accepted)
  expect(answer.headers.get('content-encoding')).toBe(encoding)
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('vary')).toBe('accept-encoding')
  expect(bytes.length).toBeLessThan(50_000)
  const view = flowViewSchema.parse(JSON.parse(decompress(bytes).toString()))
  expect(view.flow.logs).toHaveLength(5000)
})

it("compresses the flow in a sign-in's answer", async () => {
  const headers = { 'accept-encoding': 'br', 'content-type': 'application/json' }
  const authCode = await issueAuthCode(upstream.control, 'lisi')
  const taskId = 'PRO-SANDBOX-SIGNING'
  const body = JSON.stringify({ authCode, corpId: sandboxCorpId, taskId })
  const answer = await proxy.ask('/api/session', { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('content-encoding')).toBe('br')
})

it('does not compress a short flow, or one for a client that accepts no encoding', async () => {
  await upstream.signIn(proxy, 'lisi')
  expect((await askFlow('identity')).answer.headers.has('content-encoding')).toBe(false)
  upstream.fault = () => undefined
  const { answer, bytes } = await askFlow('br', 'PRO-SANDBOX-DRAFT')
  expect(answer.headers.has('content-encoding')).toBe(false)
  expect(flowViewSchema.parse(JSON.parse(bytes.toString())).flow.taskId).toBe('PRO-SANDBOX-DRAFT')
})
