import { expect, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { internal } from './sandbox-apps.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { startSandboxedProxy, type SandboxedProxy } from './sandboxed-proxy.ts'

const messagesSchema = z.object({
  messages: z.array(
    z.object({
      taskId: z.number(),
      deliveredTo: z.array(z.string()),
      msg: z.unknown(),
      statusBar: z.object({ value: z.string() }).nullable(),
      at: z.number(),
    }),
  ),
})

export type PlayedMessage = { to: string[]; text: string; bar: string | null; at: number }

const startedSchema = z.object({ taskId: z.string() })

const monthMs = 30 * 24 * 60 * 60_000

/** 10:00 in Shanghai. */
export const morning = Date.UTC(2026, 10, 26, 2)

/** An app and its sandbox on one clock set by the test. No page is open. */
export type PlayedApp = SandboxedProxy & {
  now: () => number
  /** @param milliseconds how far to set the clock ahead; sends what is due by then */
  pass(milliseconds: number): Promise<void>
  /** 张三 starts a flow directly, which the signers sign in turn, or at the same time. */
  start(
    signers: readonly string[],
    more?: { deadline?: number; areParallel?: boolean },
  ): Promise<string>
  /** Signs on e签宝's page. */
  sign(taskId: string, userId: string): Promise<void>
  refuse(taskId: string, userId: string, reason: string): Promise<void>
  /** Makes the server reread a flow, as a notice would. */
  read(taskId: string): Promise<void>
  messages(): Promise<PlayedMessage[]>
  /**
   * Continues in the morning of another month, with an empty sandbox and nothing stored about its
   * people.
   */
  reset(): Promise<void>
}

const names: Readonly<Record<string, string>> = {
  zhangsan: '张三',
  lisi: '李四',
  wangwu: '王五',
  qianqi: '钱七',
}

/**
 * @param env settings added to those of the internal app
 * @param more its `store` replaces the new one; `from` returns the time that `pass` adds to, by
 * default a fixed one
 */
export async function startPlayedApp(
  env: Record<string, string> = {},
  more: { store?: Store; from?: () => number } = {},
): Promise<PlayedApp> {
  const { from = () => morning, ...surroundings } = more
  let passed = 0
  const now = () => from() + passed
  const settings = {
    ...internal,
    DINGTALK_AGENT_ID: internalApp.agentId,
    FLOW_ACCESS: 'participants',
    OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
    ...env,
  }
  const app = await startSandboxedProxy(settings, { now, monotonic: now, ...surroundings }, { now })

  async function initialise(): Promise<void> {
    await app.signIn('wangwu')
    await app.post('/api/corp/initialise')
  }

  // e签宝 requires this before a direct start.
  await initialise()

  async function onPage(taskId: string, form: Record<string, string>): Promise<void> {
    const answer = await fetch(`${app.sandboxUrl}/_sandbox/pages/sign/${taskId}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    if (answer.status >= 400) throw new Error(`the page answered ${answer.status}`)
  }

  return {
    ...app,
    now,
    async pass(milliseconds) {
      passed += milliseconds
      await app.proxy.sendDue()
    },
    async start(signers, { deadline, areParallel = false } = {}) {
      await app.signIn('zhangsan')
      const form = new FormData()
      form.append('file', new File(['%PDF-1.7\n'], '合同.pdf', { type: 'application/pdf' }))
      const uploaded = await app.proxy.ask('/api/files', { method: 'POST', body: form })
      const { fileId } = z.object({ fileId: z.string() }).parse(await uploaded.json())
      const answer = await app.post(
        '/api/flows',
        {
          launch: 'direct',
          title: '采购合同',
          files: [{ fileId, name: '合同.pdf', kind: 'contract' }],
          signers: signers.map((userId, index) => ({
            kind: 'member',
            userId,
            name: names[userId],
            seals: ['personal'],
            order: areParallel ? 1 : index + 1,
          })),
          ...(deadline === undefined ? {} : { deadline }),
        },
        { 'idempotency-key': crypto.randomUUID() },
      )
      const body: unknown = await answer.json()
      const started = startedSchema.safeParse(body)
      if (!started.success) throw new Error(`starting was answered ${JSON.stringify(body)}`)
      return started.data.taskId
    },
    sign: (taskId, userId) => onPage(taskId, { signer: userId, action: 'sign' }),
    refuse: (taskId, userId, reason) =>
      onPage(taskId, { signer: userId, action: 'refuse', reason }),
    async read(taskId) {
      // Even a refresh may reuse a reading of the last second.
      passed += 2000
      const readFrom = now()
      await app.signIn('wangwu')
      await app.proxy.ask(`/api/flows/${taskId}`, { headers: { 'cache-control': 'no-cache' } })
      await vi.waitFor(async () => {
        const flow = await app.store.registry.flows.find(sandboxCorpId, taskId)
        expect(flow?.confirmedAt).toBeGreaterThanOrEqual(readFrom)
      })
    },
    async messages() {
      const { messages } = messagesSchema.parse(await app.control('GET', '/messages'))
      return messages.map(({ deliveredTo, msg, statusBar, at }) => ({
        to: deliveredTo,
        text: JSON.stringify(msg),
        bar: statusBar?.value ?? null,
        at,
      }))
    },
    async reset() {
      passed = Math.ceil(passed / monthMs + 1) * monthMs
      await app.control('POST', '/reset')
      await app.store.corpData.delete(sandboxCorpId)
      await initialise()
    },
  }
}
