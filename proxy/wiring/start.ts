import { z } from 'zod'
import type { SandboxControl } from '#proxy/app.ts'
import type { Proxy, Surroundings } from './compose.ts'
import { readConfig, type Config } from '#proxy/config.ts'
import {
  playedApp,
  sampleUrls,
  startFoundation,
  type Foundation,
  type SandboxModules,
} from './foundation.ts'
import { createLogger, type Logger } from '#proxy/log.ts'
import type { Metrics } from '#proxy/operations/metrics.ts'
import type { Store } from '#proxy/store/store.ts'

export type StartedProxy = Proxy & {
  config: Config
  log: Logger
  /** Pages to try in an ordinary browser; empty if DingTalk is real. */
  sampleUrls: readonly string[]
}

type LoadSandbox = () => Promise<SandboxModules>

/** Renders flow pages; built from the web app. */
const builtRenderer = 'dist/render/flow-html.js'

/** Reads `.env` in the working directory, and all settings. @throws ConfigError */
export function readSettings(): Config {
  readEnvFile()
  return readConfig(process.env)
}

/**
 * Builds the configured proxy with everything it needs in this one process, on the sandbox if the
 * settings name no app.
 * @param webFolder folder of the built web app; null if another server serves it
 * @throws StoreError if our own database cannot be started
 */
export async function startProxy(
  config: Config,
  webFolder: string | null,
  loadSandbox: LoadSandbox,
): Promise<StartedProxy> {
  const log = createLogger(config.logLevel)
  // The other modules are loaded while Postgres starts.
  const [foundation, , renderer] = await Promise.all([
    startFoundation(config, log, loadSandbox),
    loadParts(),
    loadRenderer(webFolder),
    config.dingtalk === null ? loadSandbox() : null,
  ])
  const { stop } = foundation
  try {
    const web = { webFolder, renderer }
    const { close, ...proxy } = await startProxyOn(foundation, config, loadSandbox, web)
    const closeAll = async () => {
      await close()
      await stop()
    }
    return { ...proxy, close: closeAll }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * Builds the configured proxy on what runs already, and outlives it.
 * @param web by default, another server serves the web app
 */
export async function startProxyOn(
  { databaseUrl, sessionSecrets, sandbox }: Foundation,
  settings: Config,
  loadSandbox: LoadSandbox,
  web: Pick<Common, 'webFolder' | 'renderer'> = { webFolder: null, renderer: null },
): Promise<StartedProxy> {
  const config = { ...settings, sessionSecrets }
  const log = createLogger(config.logLevel)
  const { createMetrics, createStore, composeProxy } = await loadParts()
  const metrics = createMetrics({ withProcess: true })
  const isAlone = config.databaseUrl === null
  const seed = sandbox === null ? {} : { seed: sandbox.seed }
  const proxy = await compose(
    composeProxy,
    { config, log, ...web, isAlone, metrics },
    createStore({ databaseUrl, log, observe: metrics.countStatement, ...seed }),
    sandbox,
    loadSandbox,
  )
  return { ...proxy, config, log }
}

/** Data that a worker gets from the primary process. */
export const handoverSchema = z.object({
  databaseUrl: z.string(),
  /** Null when DingTalk is real. */
  sandboxUrl: z.string().nullable(),
  /** From the settings, or random ones of this run in sandbox mode. */
  sessionSecrets: z.array(z.string()),
})

export type Handover = z.output<typeof handoverSchema>

/** Builds the proxy of one worker, on what the primary process runs. */
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
  const metrics = createMetrics({ withProcess: true, isWorker: true })
  const proxy = await compose(
    composeProxy,
    { config, log, webFolder, renderer, isAlone: false, metrics },
    createStore({ databaseUrl, log, observe: metrics.countStatement }),
    sandboxUrl === null ? null : { url: sandboxUrl, control: controlAt(sandboxUrl) },
    loadSandbox,
  )
  return { ...proxy, config, log }
}

type Common = Pick<Surroundings, 'config' | 'log' | 'webFolder' | 'renderer' | 'isAlone'> & {
  metrics: Metrics
}

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

/** Modules that take long to load and are not needed to start Postgres. */
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

/** The control calls of a sandbox in another process. */
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

/** Reads `.env` in the working directory; existing variables win. */
function readEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent) throw error
  }
}
