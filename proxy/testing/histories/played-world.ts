import { z } from 'zod'
import { internalApp, sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import type { Transport } from '#proxy/upstream/dingtalk/client/transport.ts'
import { createEsign, type Esign } from '#proxy/upstream/esign/esign.ts'
import { createDirectClient } from '#proxy/upstream/esign/testing/direct-client.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'

const approvalStatuses = ['WAIT', 'APPROVING', 'AGREED', 'REFUSED'] as const

/** A flow as stored by the sandbox, with e签宝's numbers and without ambiguity. */
const truthSchema = z.object({
  status: z.number(),
  deadline: z.number().nullable(),
  signers: z.array(
    z.object({
      id: z.string(),
      userId: z.string().nullable(),
      name: z.string(),
      order: z.number(),
      status: z.number(),
    }),
  ),
  approvals: z.array(
    z.object({
      signerId: z.string(),
      sponsor: z.string(),
      status: z.enum(approvalStatuses),
      nodes: z.array(z.object({ approver: z.string(), status: z.enum(approvalStatuses) })),
    }),
  ),
})

export type Truth = z.infer<typeof truthSchema>

export type Member = { userId: string; name: string }

/** The sandbox's people; two pairs of them have the same name. */
export const members: readonly Member[] = [
  { userId: 'zhangsan', name: '张三' },
  { userId: 'lisi', name: '李四' },
  { userId: 'wangwu', name: '王五' },
  { userId: 'qianqi', name: '钱七' },
  { userId: 'zhangsan2', name: '张三' },
  { userId: 'lisi2', name: '李四' },
]

/** A sandbox that the app calls without a network, on a clock set by the test. */
export type PlayedWorld = {
  now: () => number
  /** @param milliseconds how far to set the clock forward */
  pass(milliseconds: number): void
  /** Restores the seeds, with all of `members`. */
  reset(): Promise<void>
  esign: Esign
  truthOf(taskId: string): Promise<Truth>
  readingOf(taskId: string): Promise<FlowReading>
  /** Opens a page of the sandbox, or sends its form. */
  visit(path: string, form?: Record<string, string>): Promise<void>
  close(): Promise<void>
}

export async function startPlayedWorld(): Promise<PlayedWorld> {
  let time = Date.UTC(2026, 0, 5, 8)
  const now = () => time
  const noticeUrl = 'http://127.0.0.1:9/notices'
  const { sandbox, close } = await startSandbox({ now, noticeUrl, waitScale: 0 })
  const origin = 'http://sandbox.test'

  async function send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    return sandbox.fetch(new Request(origin + path, { method, ...init }))
  }

  async function sendJson(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' }
    const answer = await send(method, path, {
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}`)
    const answered = await answer.text()
    return answered === '' ? null : JSON.parse(answered)
  }

  /** A token and when to replace it, as this clock outruns the tokens' lifetime. */
  let token = { text: '', until: 0 }

  async function newToken() {
    const issued = await sendJson('POST', '/v1.0/oauth2/accessToken', {
      appKey: internalApp.clientId,
      appSecret: internalApp.clientSecret,
    })
    const { accessToken } = z.object({ accessToken: z.string() }).parse(issued)
    return { text: accessToken, until: time + 3_600_000 }
  }

  const transport: Transport = {
    async send({ method, path, body }) {
      if (token.until <= time) token = await newToken()
      const headers = {
        'content-type': 'application/json',
        'x-acs-dingtalk-access-token': token.text,
      }
      const answer = await send(method, path, {
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    close: () => Promise.resolve(),
  }
  const esign = createEsign('2.0', createDirectClient(transport, origin, 'replaced'))

  return {
    now,
    pass: (milliseconds) => {
      time += milliseconds
    },
    async reset() {
      sandbox.reset()
      const path = `/_sandbox/corps/${sandboxCorpId}/people`
      await Promise.all(members.slice(4).map((member) => sendJson('POST', path, member)))
    },
    esign,
    async truthOf(taskId) {
      const answer = await sendJson('GET', `/_sandbox/flows/${taskId}`)
      return z.object({ flow: truthSchema }).parse(answer).flow
    },
    async readingOf(taskId) {
      const [flow, signing, approvals] = await Promise.all([
        esign.getFlow(sandboxCorpId, taskId),
        esign.getSigners(sandboxCorpId, taskId),
        esign.getSealApprovals(sandboxCorpId, taskId),
      ])
      if (!('logs' in flow)) throw new Error('a played flow is never large')
      return { flow, signers: signing.signers, approvals, fetchedAt: time, order: time }
    },
    async visit(path, form) {
      const answer =
        form === undefined
          ? await send('GET', `/_sandbox/pages/${path}`)
          : await send('POST', `/_sandbox/pages/${path}`, { body: new URLSearchParams(form) })
      if (answer.status >= 400) throw new Error(`the page ${path} answered ${answer.status}`)
    },
    close,
  }
}
