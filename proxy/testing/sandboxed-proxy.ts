import type { Call } from '#sandbox/state/calls.ts'
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
  /** The sandbox's calls whose path contains this part, oldest first. */
  calls(part: string): Promise<Call[]>
  /** Restarts the proxy with other settings, on the same database and sandbox. */
  restart(env: Record<string, string>): Promise<void>
  close(): Promise<void>
}

/**
 * @param env settings of the app, as in `setups`
 * @param more its `store` replaces the new one
 * @param played options of the sandbox
 */
export async function startSandboxedProxy(
  env: Record<string, string> = internal,
  more: Partial<AppOptions> = {},
  played: PlayedOptions = {},
): Promise<SandboxedProxy> {
  const upstream = await startUpstream(undefined, played)
  const databaseUrl = more.store === undefined ? await newDatabase() : ''
  let store = more.store ?? (await openStore({ databaseUrl }))
  const { control } = upstream
  let proxy = await startTestProxy(upstream.url, env, { ...more, store })

  return {
    get proxy() {
      return proxy
    },
    get store() {
      return store
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
    calls: async (part) => upstream.sandbox.calls().filter(({ path }) => path.includes(part)),
    async restart(changed) {
      if (databaseUrl === '') throw new Error('the store of a test cannot be opened again')
      await proxy.close()
      store = await openStore({ databaseUrl })
      proxy = await startTestProxy(upstream.url, changed, { ...more, store })
    },
    async close() {
      await proxy.close()
      await upstream.close()
    },
  }
}
