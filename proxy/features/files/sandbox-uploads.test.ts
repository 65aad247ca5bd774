import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { uploadedFileSchema } from '#shared/schemas/file.ts'
import { sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'

/** Uploads to the sandbox's storage, which checks them like the real one. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let proxy: TestProxy
/** How far the sandbox's clock is set ahead. */
let laterMs: number

beforeEach(async () => {
  laterMs = 0
  sandbox = await startSandbox({ now: () => Date.now() + laterMs })
})

afterEach(async () => {
  await proxy.close()
  await sandbox.close()
})

async function start(env: Record<string, string>): Promise<void> {
  proxy = await startTestProxy(sandbox.url, env)
  const answer = await fetch(`${sandbox.url}/_sandbox/auth-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: 'wangwu' }),
  })
  const { code } = z.object({ code: z.string() }).parse(await answer.json())
  expect((await proxy.signIn({ authCode: code, corpId: sandboxCorpId })).status).toBe(201)
}

async function upload(name: string, content: Buffer) {
  const body = new FormData()
  body.append('file', new File([new Uint8Array(content)], name))
  const answer = await proxy.ask('/api/files', { method: 'POST', body })
  expect(answer.status).toBe(201)
  return uploadedFileSchema.parse(await answer.json())
}

async function read(fileId: string) {
  return uploadedFileSchema.parse(await (await proxy.ask(`/api/files/${fileId}`)).json())
}

describe.each([
  ['generation 2.0', internal],
  ['generation 1.0', { ...thirdParty, ESIGN_GENERATION: '1.0' }],
])('%s', (_name, env) => {
  it('accepts a PDF, which is ready at once', async () => {
    await start(env)
    const content = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Page >> endobj')
    const uploaded = await upload('采购合同.pdf', content)
    expect(await read(uploaded.fileId)).toEqual({
      ...uploaded,
      size: content.length,
      state: 'ready',
      stateCode: 2,
      pages: 1,
    })
  })

  it('accepts a document, which is converted to PDF', async () => {
    await start(env)
    const { fileId } = await upload('采购合同.docx', Buffer.from('PK\u0003\u0004 a document'))
    expect(await read(fileId)).toMatchObject({ state: 'converting', stateCode: 4 })
    laterMs = 60_000
    expect(await read(fileId)).toMatchObject({ state: 'ready', stateCode: 5 })
  })
})
