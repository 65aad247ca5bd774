import { PassThrough } from 'node:stream'
import type { Server } from 'node:http'
import { inspectRoutes } from 'hono/dev'
import { z } from 'zod'
import { createApp, type AppOptions } from '#proxy/app.ts'
import { readConfig } from '#proxy/config.ts'
import { createHttpServer } from '#proxy/base/http/http-server.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { isExpected } from '#shared/testing/expected-output.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { listen } from './listen.ts'
import { internal } from './sandbox-apps.ts'

/** A proxy in live configuration, with its log in memory. */
export type TestProxy = {
  /** Calls the proxy as its own page would: with our origin and its latest cookie. */
  ask(path: string, init?: RequestInit): Promise<Response>
  askWithoutOrigin(path: string, init?: RequestInit): Promise<Response>
  /** Signs in and keeps the cookie. */
  signIn(body?: Record<string, unknown>): Promise<Response>
  /** The log, one parsed line each. A test that reads it expects errors of our own in it. */
  logLines(): Record<string, unknown>[]
  logText(): string
  /** The latest cookie. */
  cookie(): string
  /** Its store, from whose changes messages and the like follow. */
  store: Store
  /** Each route of the app, such as `GET /api/flows/:taskId`. */
  routes(): string[]
  /** Handles DingTalk's events from now on. */
  hearEvents(): void
  /** Listens on a local port until it is closed. @returns its address */
  listen(): Promise<string>
  /** Sends what is due now. */
  sendDue(): Promise<void>
  /** Rereads the flows that are due now. */
  readDue(): Promise<void>
  /** Rejects if an error of our own was logged that no test expected (`expectOutput`) or read. */
  close(): Promise<void>
}

/** Imported on demand, as it needs Vitest, which child processes do not have. */
async function newStore(): Promise<Store> {
  const { openStore } = await import('#proxy/base/store/testing/open-store.ts')
  return openStore()
}

const lineSchema = z.record(z.string(), z.unknown())

export const sessionSecret = 'a-session-secret-of-more-than-32-bytes'

/**
 * @param upstreamUrl for both of DingTalk's hosts
 * @param env settings added to those of the sandbox's internal app
 * @param more its `store` replaces the new one
 */
export async function startTestProxy(
  upstreamUrl: string,
  env: Record<string, string> = {},
  more: Partial<AppOptions> = {},
): Promise<TestProxy> {
  const config = readConfig({
    ...internal,
    DINGTALK_API_URL: upstreamUrl,
    DINGTALK_OAPI_URL: upstreamUrl,
    SESSION_SECRET: sessionSecret,
    // Access rights have their own tests; elsewhere every member sees every flow.
    FLOW_ACCESS: 'corp',
    ...env,
  })
  const { dingtalk, sessionSecrets } = config
  if (dingtalk === null || sessionSecrets === null) throw new Error('a test proxy plays a live one')
  const lines = new PassThrough()
  let logged = ''
  let unexpected: string[] = []
  lines.on('data', (chunk: Buffer) => {
    const line = chunk.toString()
    logged += line
    if (isOurFault(line) && !isExpected(line)) unexpected.push(line)
  })
  const readLog = () => {
    unexpected = []
    return logged
  }
  const proxy = await createApp({
    config: { ...config, sessionSecrets },
    dingtalk,
    sandbox: null,
    store: more.store ?? (await newStore()),
    isAlone: more.store === undefined,
    webFolder: null,
    log: createLogger('trace', lines),
    // All of these may be late on a busy machine.
    waits: { readingNumber: 10_000, role: 10_000, store: 10_000 },
    ...more,
    // A test's clock also measures ages, unless the test sets both clocks.
    ...(more.now === undefined ? {} : { monotonic: more.monotonic ?? more.now }),
  })
  let cookie = ''
  let server: Server | undefined

  async function askWithoutOrigin(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (cookie !== '' && !headers.has('cookie')) headers.set('cookie', cookie)
    return proxy.app.request(config.publicUrl + path, { ...init, headers })
  }

  function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('origin')) headers.set('origin', config.publicUrl)
    return askWithoutOrigin(path, { ...init, headers })
  }

  return {
    ask,
    askWithoutOrigin,
    async signIn(body = {}) {
      const answer = await ask('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ authCode: 'an-auth-code', corpId: sandboxCorpId, ...body }),
      })
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return answer
    },
    logLines: () =>
      readLog()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => lineSchema.parse(JSON.parse(line))),
    logText: readLog,
    cookie: () => cookie,
    store: proxy.store,
    routes() {
      const routes = inspectRoutes(proxy.app).filter(({ isMiddleware }) => !isMiddleware)
      return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))]
    },
    hearEvents: () => proxy.hearEvents(),
    async listen() {
      server = createHttpServer(proxy.listener)
      return listen(server)
    },
    sendDue: () => proxy.sendDue(),
    readDue: () => proxy.readDue(),
    async close() {
      proxy.endStreams()
      const stopping = server
      if (stopping !== undefined) await new Promise((resolve) => stopping.close(resolve))
      await proxy.close()
      if (unexpected.length > 0)
        throw new Error(`logged, and not expected:\n${unexpected.join('')}`)
    },
  }
}

/** Whether a line of the log tells of an error of our own, rather than of an upstream or the store. */
function isOurFault(line: string): boolean {
  return line.startsWith('{"level":"error"') && line.includes('"code":"internal-error"')
}
