import { z } from 'zod'
import type { SandboxControl } from '#proxy/app.ts'
import type { Proxy, Surroundings } from './compose.ts'
import { readConfig, type Config } from '#proxy/config.ts'
import { playedApp, sampleUrls, startFoundation, type SandboxModules } from './foundation.ts'
import { createLogger, type Logger } from '#proxy/log.ts'
import { noticeSecretsOf } from '#proxy/notices/notice-secrets.ts'
import type { Metrics } from '#proxy/operations/metrics.ts'
import type { Store } from '#proxy/store/store.ts'

export type StartedProxy = Proxy & {
  config: Config
  log: Logger
  /** What a newcomer can open in an ordinary browser; none when DingTalk is real. */
  sampleUrls: readonly string[]
}

type LoadSandbox = () => Promise<SandboxModules>

/** What draws the pages of flows, as the build makes it of the web app. */
const builtRenderer = 'dist/render/flow-html.js'

/** Reads `.env` of the folder that we are started in, and all settings. @throws ConfigError */
export function readSettings(): Config {
  readEnvFile()
  return readConfig(process.env)
}

/**
 * Builds the proxy that the settings describe, on the sandbox when they name no app, with all that it
 * needs in this one process.
 * @param webFolder where the built web app is; null when somebody else serves it
 * @throws StoreError when a database of our own cannot be started
 */
export async function startProxy(
  config: Config,
  webFolder: string | null,
  loadSandbox: LoadSandbox,
): Promise<StartedProxy> {
  const log = createLogger(config.logLevel)
  const noticeSecrets = noticeSecretsOf(config)
  // The rest is loaded while Postgres starts.
  const [foundation, { createMetrics, createStore, composeProxy }, renderer] = await Promise.all([
    startFoundation(config, noticeSecrets, log, loadSandbox),
    loadParts(),
    loadRenderer(webFolder),
    config.dingtalk === null ? loadSandbox() : null,
  ])
  const metrics = createMetrics({ withProcess: true })
  const { databaseUrl, sandbox, stop } = foundation
  try {
    const isAlone = config.databaseUrl === null
    const seed = sandbox === null ? {} : { seed: sandbox.seed }
    const { close, ...proxy } = await compose(
      composeProxy,
      { config, log, webFolder, renderer, noticeSecrets, isAlone, metrics },
      createStore({ databaseUrl, log, observe: metrics.countStatement, ...seed }),
      sandbox,
      loadSandbox,
    )
    const closeAll = async () => {
      await close()
      await stop()
    }
    return { ...proxy, close: closeAll, config, log }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What a worker is told by the process that has started it. */
export const handoverSchema = z.object({
  databaseUrl: z.string(),
  /** Null when DingTalk is real. */
  sandboxUrl: z.string().nullable(),
  /** Those of the settings, or in sandbox mode without any those of this run. */
  sessionSecrets: z.array(z.string()),
})

export type Handover = z.output<typeof handoverSchema>

/** Builds the proxy of one of several processes, on what the process that started it runs. */
export async function startWorkerProxy(
  settings: Config,
  { databaseUrl, sandboxUrl, sessionSecrets }: Handover,
  webFolder: string,
  loadSandbox: LoadSandbox,
): Promise<StartedProxy> {
  const config = { ...settings, sessionSecrets }
  const log = createLogger(config.logLevel)
  const { createMetrics, createStore, composeProxy } = await loadParts()
  const renderer = await loadRenderer(webFolder)
  const noticeSecrets = noticeSecretsOf(config)
  const metrics = createMetrics({ withProcess: true, isWorker: true })
  const proxy = await compose(
    composeProxy,
    { config, log, webFolder, renderer, noticeSecrets, isAlone: false, metrics },
    createStore({ databaseUrl, log, observe: metrics.countStatement }),
    sandboxUrl === null ? null : { url: sandboxUrl, control: controlAt(sandboxUrl) },
    loadSandbox,
  )
  return { ...proxy, config, log }
}

type Common = Pick<
  Surroundings,
  'config' | 'log' | 'webFolder' | 'renderer' | 'noticeSecrets' | 'isAlone'
> & { metrics: Metrics }

type ComposeProxy = (surroundings: Surroundings) => Promise<Proxy>

async function compose(
  composeProxy: ComposeProxy,
  common: Common,
  store: Store,
  sandbox: { url: string; control: SandboxControl } | null,
  loadSandbox: LoadSandbox,
): Promise<Omit<StartedProxy, 'config' | 'log'>> {
  const { config } = common
  if (config.dingtalk !== null) {
    const { dingtalk } = config
    const proxy = await composeProxy({ ...common, dingtalk, sandbox: null, store })
    proxy.watchMargins()
    proxy.sweep.start()
    proxy.hearEvents()
    return { ...proxy, sampleUrls: [] }
  }
  if (sandbox === null) throw new Error('sandbox mode needs a sandbox')
  const modules = await loadSandbox()
  const dingtalk = playedApp(config.appKind, sandbox.url, modules)
  const proxy = await composeProxy({ ...common, dingtalk, sandbox: sandbox.control, store })
  proxy.sweep.start()
  proxy.hearEvents()
  return { ...proxy, sampleUrls: sampleUrls(config, modules) }
}

/** What takes long to load, and is not needed to start Postgres. */
async function loadParts() {
  const [{ composeProxy }, { createMetrics }, { createStore }] = await Promise.all([
    import('./compose.ts'),
    import('#proxy/operations/metrics.ts'),
    import('#proxy/store/store.ts'),
  ])
  return { composeProxy, createMetrics, createStore }
}

async function loadRenderer(webFolder: string | null) {
  const { loadFlowPageRenderer } = await import('#proxy/page/flow-page.ts')
  return webFolder === null ? null : loadFlowPageRenderer(builtRenderer)
}

/** The control calls of a sandbox that another process runs. */
function controlAt(sandboxUrl: string): SandboxControl {
  return {
    fetch(request) {
      const { pathname, search } = new URL(request.url)
      const { method, headers, body } = request
      const sent = new Headers(headers)
      sent.delete('host')
      sent.delete('connection')
      const init = { method, headers: sent, body, redirect: 'manual', duplex: 'half' } as const
      return fetch(sandboxUrl + pathname + search, init)
    },
  }
}

/** `.env` of the folder that we are started in; what is set already wins over it. */
function readEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent) throw error
  }
}
