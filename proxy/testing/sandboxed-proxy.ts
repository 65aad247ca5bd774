import { expect, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { Call } from '#sandbox/state/calls.ts'
import type { Clock } from '#shared/rules/time.ts'
import type { AppOptions } from '#proxy/app.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Control } from './control-sandbox.ts'
import { internal, thirdParty } from './sandbox-apps.ts'
import { startTestProxy, type TestProxy } from './test-proxy.ts'
import { startUpstream, type PlayedOptions, type Upstream } from './upstream.ts'

/** The ways to set up the app, for tests that run in each of them. */
export const setups = [
  ['generation 2.0, internal app', internal],
  ['generation 2.0, third-party app', thirdParty],
  ['generation 1.0, third-party app', { ...thirdParty, ESIGN_GENERATION: '1.0' }],
] as const satisfies readonly (readonly [string, Record<string, string>])[]

/** 10:00 in Shanghai. */
export const morning = Date.UTC(2026, 10, 26, 2)

export type PlayedMessage = { to: string[]; text: string; bar: string | null; at: number }

/** A proxy with its own store, on its own sandbox. */
export type SandboxedProxy = {
  readonly proxy: TestProxy
  readonly store: Store
  upstream: Upstream
  sandboxUrl: string
  /** Signs in a member of the sandbox's main corp, or of another one. */
  signIn(userId: string, corpId?: string): Promise<void>
  get(path: string): Promise<Response>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  put(path: string, body: unknown): Promise<Response>
  control: Control
  /** Has the proxy listen for DingTalk's events, and resolves once its line is open. */
  hearEvents(): Promise<void>
  /** The sandbox's calls whose path contains this part, oldest first. */
  calls(part: string): Promise<Call[]>
  /** The work notifications sent so far, oldest first. */
  messages(): Promise<PlayedMessage[]>
  /** 王五, who has to operate the app, makes direct starts possible. */
  initialise(): Promise<void>
  /** Uploads a PDF for the person who is signed in. @returns its id */
  upload(name: string, content?: Uint8Array<ArrayBuffer>): Promise<string>
  /**
   * 张三 starts a flow directly, which the signers sign in turn, or at the same time.
   * @returns its id
   */
  start(
    signers: readonly string[],
    more?: { deadline?: number; areParallel?: boolean },
  ): Promise<string>
  /** Signs on e签宝's page. */
  sign(taskId: string, userId: string): Promise<void>
  refuse(taskId: string, userId: string, reason: string): Promise<void>
  /** The time by the proxy's clock, which is also the sandbox's if `from` was given. */
  now: Clock
  /** Sets the clock ahead, which takes `from`, and sends what is due by then. */
  pass(milliseconds: number): Promise<void>
  /** Makes the proxy reread a flow, as a notice would; takes `from`. */
  read(taskId: string): Promise<void>
  /**
   * Continues in the morning of another month, with an empty sandbox and nothing stored about its
   * people; takes `from`.
   */
  reset(): Promise<void>
  /** Restarts the proxy with other settings, on the same database and sandbox. */
  restart(env: Record<string, string>): Promise<void>
  close(): Promise<void>
}

const messagesSchema = z.object({
  messages: z.array(
    z.object({
      deliveredTo: z.array(z.string()),
      msg: z.unknown(),
      statusBar: z.object({ value: z.string() }).nullable(),
      at: z.number(),
    }),
  ),
})

const names: Readonly<Record<string, string>> = {
  zhangsan: '张三',
  lisi: '李四',
  wangwu: '王五',
  qianqi: '钱七',
}

/** A reading is stored within milliseconds. */
const soon = { interval: 5 }

const monthMs = 30 * 24 * 60 * 60_000

/**
 * @param env settings of the app, as in `setups`
 * @param more its `store` replaces the new one; `from` gives the time that `pass` adds to, for the
 * proxy and the sandbox
 * @param played options of the sandbox
 */
export async function startSandboxedProxy(
  env: Record<string, string> = internal,
  more: Partial<AppOptions> & { from?: Clock } = {},
  played: PlayedOptions = {},
): Promise<SandboxedProxy> {
  const { from, ...given } = more
  let passed = 0
  const now = from === undefined ? (more.now ?? Date.now) : () => from() + passed
  const clock = from === undefined ? {} : { now }
  const upstream = await startUpstream(undefined, { ...clock, ...played })
  const databaseUrl = more.store === undefined ? await newDatabase() : ''
  let store = more.store ?? (await openStore({ databaseUrl }))
  const { control } = upstream
  const surroundings = { ...clock, ...given }
  let proxy = await startTestProxy(upstream.url, env, { ...surroundings, store })

  function setAhead(milliseconds: number): void {
    if (from === undefined) throw new Error('the clock is set ahead only if `from` was given')
    passed += milliseconds
  }

  async function onPage(taskId: string, form: Record<string, string>): Promise<void> {
    const answer = await fetch(`${upstream.url}/_sandbox/pages/sign/${taskId}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    if (answer.status >= 400) throw new Error(`the page answered ${answer.status}`)
  }

  const app: SandboxedProxy = {
    get proxy() {
      return proxy
    },
    get store() {
      return proxy.store
    },
    upstream,
    sandboxUrl: upstream.url,
    async signIn(userId, corpId) {
      await upstream.signIn(proxy, userId, corpId)
    },
    get: (path) => proxy.ask(path),
    post: (path, body, headers = {}) =>
      proxy.ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    put: (path, body) =>
      proxy.ask(path, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    control,
    async hearEvents() {
      proxy.hearEvents()
      const connected = z.object({ connections: z.array(z.unknown()).min(1) })
      await vi.waitFor(async () => connected.parse(await control('GET', '/connections')))
    },
    calls: async (part) => upstream.sandbox.calls().filter(({ path }) => path.includes(part)),
    async messages() {
      const { messages } = messagesSchema.parse(await control('GET', '/messages'))
      return messages.map(({ deliveredTo, msg, statusBar, at }) => ({
        to: deliveredTo,
        text: JSON.stringify(msg),
        bar: statusBar?.value ?? null,
        at,
      }))
    },
    async initialise() {
      await app.signIn('wangwu')
      const answer = await app.post('/api/corp/initialise')
      if (!answer.ok) throw new Error(`initialising was answered ${answer.status}`)
    },
    async upload(name, content = new TextEncoder().encode('%PDF-1.7\n')) {
      const form = new FormData()
      form.append('file', new File([content], name, { type: 'application/pdf' }))
      const answer = await proxy.ask('/api/files', { method: 'POST', body: form })
      return z.object({ fileId: z.string() }).parse(await answer.json()).fileId
    },
    async start(signers, { deadline, areParallel = false } = {}) {
      await app.signIn('zhangsan')
      const fileId = await app.upload('合同.pdf')
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
      const started = z.object({ taskId: z.string() }).safeParse(body)
      if (!started.success) throw new Error(`starting was answered ${JSON.stringify(body)}`)
      return started.data.taskId
    },
    sign: (taskId, userId) => onPage(taskId, { signer: userId, action: 'sign' }),
    refuse: (taskId, userId, reason) =>
      onPage(taskId, { signer: userId, action: 'refuse', reason }),
    now,
    async pass(milliseconds) {
      setAhead(milliseconds)
      await proxy.sendDue()
    },
    async read(taskId) {
      // Even a refresh may reuse a reading of the last second.
      setAhead(2000)
      const readFrom = now()
      await app.signIn('wangwu')
      await proxy.ask(`/api/flows/${taskId}`, { headers: { 'cache-control': 'no-cache' } })
      await vi.waitFor(async () => {
        const flow = await store.registry.flows.find(sandboxCorpId, taskId)
        expect(flow?.confirmedAt).toBeGreaterThanOrEqual(readFrom)
      }, soon)
    },
    async reset() {
      setAhead(Math.ceil(passed / monthMs + 1) * monthMs - passed)
      await control('POST', '/reset')
      await store.corpData.delete(sandboxCorpId)
      await app.initialise()
    },
    async restart(changed) {
      if (databaseUrl === '') throw new Error('the store of a test cannot be opened again')
      await proxy.close()
      store = await openStore({ databaseUrl })
      proxy = await startTestProxy(upstream.url, changed, { ...surroundings, store })
    },
    async close() {
      await proxy.close()
      await upstream.close()
    },
  }
  return app
}
