import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { uploadedFileSchema } from '#shared/schemas/file.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { ordersSchema } from '#shared/schemas/corp/order.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { noticeSecret } from './live-server.ts'
import type { People } from './people.ts'

/** An action that the server has acknowledged. */
export type Acknowledged =
  | { kind: 'start'; key: string; taskId: string }
  | { kind: 'grant'; taskId: string }
  | { kind: 'order'; orderId: string }
  | { kind: 'audit'; taskId: string }
  | { kind: 'notice'; taskId: string }

/** Preparation that the writers need. */
export type Work = {
  people: People
  /** Belongs to zhangsan, who starts flows with it. */
  fileId: string
}

/** Signs people in, and prepares what the writers need. */
export async function prepareWork(people: People): Promise<Work> {
  for (const userId of ['zhangsan', 'lisi', 'wangwu']) await people.signIn(userId)
  await people.post('wangwu', '/api/corp/initialise')
  const form = new FormData()
  form.append('file', new File(['%PDF-1.7\n1 0 obj << /Type /Page >> endobj'], '采购合同.pdf'))
  const answer = await people.post('zhangsan', '/api/files', form)
  return { people, fileId: uploadedFileSchema.parse(await answer.json()).fileId }
}

function startOf({ fileId }: Work) {
  const signer = { kind: 'outsider', account: '13900000008', name: '孙八', seals: ['personal'] }
  return {
    launch: 'direct',
    title: '采购合同',
    files: [{ fileId, name: '采购合同.pdf', kind: 'contract' }],
    signers: [signer],
  }
}

const problemSchema = z.object({ code: z.string() })

export type Heard = {
  onDone: (done: Acknowledged) => void
  /** Called with the status and code of other answers. */
  onRefused: (said: string) => void
}

/** The pause after a refusal. */
const pauseMs = 50

/** Does one action of each kind in turn, until aborted. */
export async function keepWriting(work: Work, signal: AbortSignal, heard: Heard): Promise<void> {
  const { people } = work

  async function succeeded(answer: Response, status: number): Promise<boolean> {
    if (answer.status === status) return true
    heard.onRefused(`${answer.status} ${problemSchema.parse(await answer.json()).code}`)
    await sleep(pauseMs)
    return false
  }

  async function start(): Promise<string | null> {
    const key = randomUUID()
    const header = { 'idempotency-key': key }
    const answer = await people.post('zhangsan', '/api/flows', startOf(work), header)
    if (!(await succeeded(answer, 201))) return null
    const { taskId } = startedFlowSchema.parse(await answer.json())
    if (taskId !== null) heard.onDone({ kind: 'start', key, taskId })
    return taskId
  }

  async function openByLink(taskId: string): Promise<void> {
    const made = await people.post('zhangsan', `/api/flows/${taskId}/share-link`)
    if (!(await succeeded(made, 200))) return
    const link = new URL(shareLinkSchema.parse(await made.json()).url)
    const header = { 'x-flow-access': link.searchParams.get('access') ?? '' }
    const opened = await people.get('lisi', `/api/flows/${taskId}`, header)
    if (await succeeded(opened, 200)) heard.onDone({ kind: 'grant', taskId })
  }

  async function openDocuments(taskId: string): Promise<void> {
    const answer = await people.get('zhangsan', `/api/flows/${taskId}/documents/0/content`)
    if (await succeeded(answer, 200)) heard.onDone({ kind: 'audit', taskId })
  }

  async function order(): Promise<void> {
    const orderId = `O-${randomUUID()}`
    const product = { itemCode: 'PKG-100', itemName: '100 份', paidFen: 10_000 }
    const body = { orderId, quantity: 100, confirmedQuantity: 100, ...product }
    const answer = await people.post('wangwu', '/api/orders/channel', body)
    if (await succeeded(answer, 201)) heard.onDone({ kind: 'order', orderId })
  }

  async function notify(): Promise<void> {
    const taskId = `PRO-${randomUUID()}`
    const body = { action: 'SIGN', taskId, bizData: { status: 'FINISH' } }
    const answer = await people.post('', `/callbacks/esign/${noticeSecret}`, body)
    if (await succeeded(answer, 200)) heard.onDone({ kind: 'notice', taskId })
  }

  async function writeOneOfEach(): Promise<void> {
    const [taskId] = await Promise.all([start(), order(), notify()])
    if (taskId !== null) await Promise.all([openByLink(taskId), openDocuments(taskId)])
  }

  while (!signal.aborted) {
    // An action without an answer was not acknowledged.
    await writeOneOfEach().catch(() => sleep(pauseMs))
  }
}

/** Retries while the store is slow, as it may be on a busy machine. */
export async function answered(ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 503) return answer
    await sleep(pauseMs)
  }
}

/**
 * Looks for acknowledged actions, each as the person who did it.
 * @param databaseUrl where notices are looked up, because no answer contains them
 * @returns the actions that are missing
 */
export async function findLost(
  work: Work,
  databaseUrl: string,
  acknowledged: readonly Acknowledged[],
): Promise<Acknowledged[]> {
  const { people } = work
  const [orders, opened, notices] = await Promise.all([
    ordersPlaced(people),
    documentsOpened(people),
    noticesNoted(databaseUrl),
  ])
  const lost: Acknowledged[] = []
  for (const one of acknowledged) {
    if (!(await isThere(one))) lost.push(one)
  }
  return lost

  async function isThere(one: Acknowledged): Promise<boolean> {
    switch (one.kind) {
      case 'start': {
        const header = { 'idempotency-key': one.key }
        const answer = await answered(() =>
          people.post('zhangsan', '/api/flows', startOf(work), header),
        )
        if (answer.status !== 201) return false
        const { taskId } = startedFlowSchema.parse(await answer.json())
        // Only a known initiator may share the flow.
        const link = await answered(() =>
          people.post('zhangsan', `/api/flows/${one.taskId}/share-link`),
        )
        return taskId === one.taskId && link.status === 200
      }
      case 'grant':
        return (await answered(() => people.get('lisi', `/api/flows/${one.taskId}`))).status === 200
      case 'order':
        return orders.has(one.orderId)
      case 'audit':
        return opened.has(one.taskId)
      case 'notice':
        return notices.has(one.taskId)
    }
  }
}

async function ordersPlaced(people: People): Promise<Set<string>> {
  const placed = new Set<string>()
  for await (const page of pages(people, '/api/orders', ordersSchema))
    for (const { orderId, state } of page.orders) if (state === 'placed') placed.add(orderId)
  return placed
}

async function documentsOpened(people: People): Promise<Set<string | null>> {
  const opened = new Set<string | null>()
  for await (const page of pages(people, '/api/audit', flowViewsSchema))
    for (const { kind, taskId } of page.views) if (kind === 'documents-opened') opened.add(taskId)
  return opened
}

async function* pages<Page extends { nextCursor: string | null }>(
  people: People,
  path: string,
  schema: z.ZodType<Page>,
): AsyncGenerator<Page> {
  let query = ''
  while (true) {
    const asked = path + query
    const answer = await answered(() => people.get('wangwu', asked))
    if (answer.status !== 200) throw new Error(`${path} was answered ${await answer.text()}`)
    const page = schema.parse(await answer.json())
    yield page
    if (page.nextCursor === null) return
    query = `?cursor=${page.nextCursor}`
  }
}

async function noticesNoted(databaseUrl: string): Promise<Set<string>> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ task_id: string }>(
      "select task_id from jobs where kind = 'notice'",
    )
    return new Set(rows.map((row) => row.task_id))
  } finally {
    await client.end()
  }
}
