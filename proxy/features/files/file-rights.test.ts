import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { uploadedFileSchema } from '#shared/schemas/file.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

beforeEach(async () => {
  app = await startSandboxedProxy({ ...internal, FLOW_ACCESS: 'participants' })
})

afterEach(() => app.close())

async function upload(): Promise<string> {
  const form = new FormData()
  form.append('file', new File(['%PDF-1.7\n'], '合同.pdf', { type: 'application/pdf' }))
  const answer = await app.proxy.ask('/api/files', { method: 'POST', body: form })
  expect(answer.status).toBe(201)
  return uploadedFileSchema.parse(await answer.json()).fileId
}

async function stateAs(userId: string, fileId: string): Promise<number> {
  await app.signIn(userId)
  return (await app.get(`/api/files/${fileId}`)).status
}

async function startAs(userId: string, fileId: string): Promise<Response> {
  await app.signIn(userId)
  const body = {
    launch: 'page',
    title: '合同',
    files: [{ fileId, name: '合同.pdf', kind: 'contract' }],
    signers: [{ kind: 'member', userId: 'lisi', name: '李四', seals: ['personal'] }],
  }
  return app.post('/api/flows', body, { 'idempotency-key': randomUUID() })
}

it('a file belongs to the person who uploaded it, not to admins', async () => {
  await app.signIn('zhangsan')
  const fileId = await upload()
  expect(await stateAs('zhangsan', fileId)).toBe(200)
  const before = await app.calls('')
  for (const userId of ['lisi', 'wangwu']) {
    expect(await stateAs(userId, fileId)).toBe(404)
    const started = await startAs(userId, fileId)
    expect(await started.json()).toMatchObject({ status: 404, code: 'file-not-found' })
  }
  const asked = (await app.calls('/esign/')).length
  expect(asked).toBe(before.filter(({ path }) => path.includes('/esign/')).length)
})

it("belongs to the flow that was started with it, and to that flow's people once it is sent", async () => {
  await app.signIn('zhangsan')
  const fileId = await upload()
  const started = await startAs('zhangsan', fileId)
  expect(started.status).toBe(201)
  expect(await stateAs('lisi', fileId)).toBe(404)
  const { taskId } = startedFlowSchema.parse(await started.json())
  await app.control('POST', `/flows/${taskId}/advance`)
  expect(await stateAs('zhangsan', fileId)).toBe(200)
  expect((await app.get(`/api/flows/${taskId}`)).status).toBe(200)
  // The reading that shows that the flow was sent is stored after the answer.
  await expect.poll(() => stateAs('lisi', fileId)).toBe(200)
  expect(await stateAs('wangwu', fileId)).toBe(200)
  expect(await stateAs('qianqi', fileId)).toBe(404)
})

it('uploaded elsewhere is shown to people who may see every flow', async () => {
  const fileId = 'FILE-SANDBOX-SIGNING'
  expect(await stateAs('zhangsan', fileId)).toBe(404)
  expect((await startAs('zhangsan', fileId)).status).toBe(404)
  expect(await stateAs('wangwu', fileId)).toBe(200)
})

it('a file is not taken for one uploaded elsewhere by characters that are not stored', async () => {
  await app.signIn('zhangsan')
  const fileId = await upload()
  const started = await startAs('wangwu', `${fileId}\0`)
  expect(await started.json()).toMatchObject({ status: 400, code: 'invalid-request' })
})
