import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { flowReplyV2, play } from '#proxy/testing/sample-replies.ts'
import { startStubUpstream, type StubUpstream } from '#proxy/testing/stub-upstream.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'

let upstream: StubUpstream
let proxy: TestProxy

const logs = Array.from({ length: 5000 }, (_, index) => ({
  logType: '8',
  operateDescription: '查看了流程',
  operateTime: 1_618_302_600_000 + index,
  operatorAccountName: '王五',
}))

beforeEach(async () => {
  upstream = await startStubUpstream(play({ flow: () => ({ body: { ...flowReplyV2, logs } }) }))
  proxy = await startTestProxy(upstream.url)
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

async function askFlow(
  accepted: string,
  taskId = 'PRO-1',
): Promise<{ answer: Response; bytes: Buffer }> {
  const headers = { 'accept-encoding': accepted }
  const answer = await proxy.ask(`/api/flows/${taskId}`, { headers })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

it.each([
  ['gzip, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
])('compresses a long flow when the client accepts %s', async (accepted, encoding, decompress) => {
  await proxy.signIn()
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
  const body = JSON.stringify({ authCode: 'code', corpId: 'dingcorp', taskId: 'PRO-1' })
  const answer = await proxy.ask('/api/session', { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('content-encoding')).toBe('br')
})

it('does not compress a short flow, or one for a client that accepts no encoding', async () => {
  await proxy.signIn()
  expect((await askFlow('identity')).answer.headers.has('content-encoding')).toBe(false)
  upstream.handler = play()
  const { answer, bytes } = await askFlow('br', 'PRO-2')
  expect(answer.headers.has('content-encoding')).toBe(false)
  expect(flowViewSchema.parse(JSON.parse(bytes.toString())).flow.taskId).toBe('PRO-2')
})
