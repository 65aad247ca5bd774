import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { noteSize } from '#proxy/testing/note-size.ts'

const isLong = process.env['LONG'] === '1'
const flowCount = 30
const fileBytes = (isLong ? 40 : 3) * 1024 * 1024
const allowed = 50 * 1024 * 1024

let app: SandboxedProxy
let child: ChildProcess
let server: { url: string; cookie: string }
let taskIds: string[]

async function hear(): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message')
  return message
}

/** The peak memory in bytes since the last call. */
async function peakMemory(): Promise<number> {
  child.send('how much')
  return z.number().parse(await hear())
}

/** A flow with one file, signed by everybody. */
async function completedFlow(fileId: string): Promise<string> {
  const body = {
    launch: 'direct',
    title: 'Contract',
    files: [{ fileId, name: 'contract.pdf', kind: 'contract' }],
    signers: [{ kind: 'member', userId: 'lisi', name: '李四', seals: ['personal'] }],
  }
  const started = await app.post('/api/flows', body, { 'idempotency-key': randomUUID() })
  const { taskId } = startedFlowSchema.parse(await started.json())
  if (taskId === null) throw new Error('the flow has no id')
  const advanced = z.object({ flowStatus: z.number() })
  const { flowStatus } = advanced.parse(await app.control('POST', `/flows/${taskId}/advance`, {}))
  expect(flowStatus).toBe(2)
  return taskId
}

beforeAll(async () => {
  app = await startSandboxedProxy({ ...internal, OPERATOR_USER_IDS: 'zhangsan' })
  await app.signIn('zhangsan')
  await app.post('/api/corp/initialise')
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(fileBytes)])
  const fileId = await app.upload('contract.pdf', pdf)
  taskIds = await Promise.all(Array.from({ length: flowCount }, () => completedFlow(fileId)))
  const entry = new URL('testing/proxy-process.ts', import.meta.url).pathname
  child = fork(entry, [app.sandboxUrl, await newDatabase()], {
    // Little memory for young objects: how much of it is garbage differs between versions of Node.
    execArgv: ['--max-semi-space-size=8', '--import', import.meta.resolve('tsx')],
  })
  server = z.object({ url: z.string(), cookie: z.string() }).parse(await hear())
}, 180_000)

afterAll(async () => {
  child.disconnect()
  await once(child, 'exit')
  await app.close()
})

/** @returns the number of bytes received */
async function fetchArchive(flows: readonly string[]): Promise<number> {
  const answer = await fetch(`${server.url}/api/flows/archive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: server.cookie },
    body: JSON.stringify({ taskIds: flows }),
  })
  expect(answer.status).toBe(200)
  let bytes = 0
  for await (const chunk of answer.body ?? []) bytes += z.instanceof(Uint8Array).parse(chunk).length
  return bytes
}

it(
  'an archive takes little memory, however large it is',
  async () => {
    // Loads the code and allocates the first connection's buffers, which do not count.
    await fetchArchive(taskIds.slice(0, 1))
    await peakMemory()
    const before = await peakMemory()
    const bytes = await fetchArchive(taskIds)
    const growth = (await peakMemory()) - before
    expect(bytes).toBeGreaterThan(flowCount * fileBytes)
    expect(growth).toBeLessThan(allowed)
    const mb = (value: number) => Math.round(value / 1024 / 1024)
    noteSize(`an archive of ${mb(bytes)} MB: memory grew by ${mb(growth)} MB`)
  },
  isLong ? 300_000 : 60_000,
)
