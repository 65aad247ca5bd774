import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let databaseUrl: string

beforeAll(async () => {
  sandbox = await startSandbox()
  databaseUrl = await newDatabase()
})

afterAll(async () => {
  await sandbox.close()
})

const request = {
  launch: 'page',
  files: [{ fileId: 'FILE-SANDBOX-SIGNING', name: '采购合同.pdf', kind: 'contract' }],
  signers: [],
}

/** Starts a proxy on the previous one's store, and a flow for each key. */
async function startWith(...keys: string[]): Promise<unknown[]> {
  const store = await openStore({ databaseUrl })
  const proxy = await startTestProxy(sandbox.url, internal, { store })
  try {
    const body = JSON.stringify({ userId: 'zhangsan' })
    const issued = await fetch(`${sandbox.url}/_sandbox/auth-codes`, { method: 'POST', body })
    const { code } = z.object({ code: z.string() }).parse(await issued.json())
    await proxy.signIn({ authCode: code, corpId: sandboxCorpId })
    return await Promise.all(
      keys.map(async (key) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': key }
        const init = { method: 'POST', headers, body: JSON.stringify(request) }
        return (await proxy.ask('/api/flows', init)).json()
      }),
    )
  } finally {
    await proxy.close()
  }
}

it('a key has the same flow after a restart', async () => {
  const key = randomUUID()
  const [first] = await startWith(key)
  expect(startedFlowSchema.parse(first).taskId).toMatch(/^PRO-/)
  const [again, another] = await startWith(key, randomUUID())
  expect(again).toEqual(first)
  expect(startedFlowSchema.parse(another)).not.toEqual(first)
})
