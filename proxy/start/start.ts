import { statSync } from 'node:fs'
import { z } from 'zod'
import type { SandboxControl } from '#proxy/features/sandbox-control/sandbox-routes.ts'
import type { App } from '#proxy/app.ts'
import { ConfigError, readConfig, type Config } from '#proxy/config.ts'
import {
  playedApp,
  playedOperators,
  sampleUrls,
  startFoundation,
  type Foundation,
  type SandboxModules,
} from './foundation.ts'
import { createClockWatch } from '#proxy/base/clock-watch.ts'
import { createLogger, type Logger } from '#proxy/base/log.ts'
import { requireSessions } from '#proxy/base/store/postgres/keeps-sessions.ts'
import type { StoreSettings } from '#proxy/base/store/store.ts'
import type { FlowPageRenderer } from '#shared/schemas/flow/flow-page.ts'

export type StartedProxy = App & {
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

/** A sandbox; a worker does not seed the store. */
type PlayedBy = Omit<NonNullable<Foundation['sandbox']>, 'seed'> & Pick<StoreSettings, 'seed'>

type Web = { webFolder: string | null; renderer: FlowPageRenderer | null }

/**
 * Builds the configured proxy on what runs already, and outlives it.
 * @param web by default, another server serves the web app
 * @param isWorker whether this is one of several workers
 */
export async function startProxyOn(
  foundation: Pick<Foundation, 'databaseUrl' | 'sessionSecrets'> & { sandbox: PlayedBy | null },
  settings: Config,
  loadSandbox: LoadSandbox,
  web: Web = { webFolder: null, renderer: null },
  isWorker = false,
): Promise<StartedProxy> {
  const { databaseUrl, sessionSecrets, sandbox } = foundation
  const log = createLogger(settings.logLevel)
  const { createMetrics, createStore, createApp } = await loadParts()
  const metrics = createMetrics({ withProcess: true, isWorker })
  const observe = metrics.countStatement
  const seed = sandbox?.seed === undefined ? {} : { seed: sandbox.seed }
  const isForeign = settings.databaseUrl !== null
  const examine = isForeign ? { examine: requireSessions } : {}
  const disk = isForeign || settings.dataDir === null ? {} : { dataDir: settings.dataDir }
  const opened = { databaseUrl, log, observe }
  const store = createStore({ ...opened, ...seed, ...examine, ...disk })
  const isAlone = !isWorker && !isForeign
  const aheadMs = isAlone ? sandbox?.control.aheadMs : undefined
  const now = () => Date.now() + (aheadMs?.() ?? 0)
  const clock = createClockWatch({
    now,
    monotonic: () => performance.now(),
    store,
    log,
  })
  const { dingtalk } = settings
  const peer =
    dingtalk === null
      ? await playedPeer(settings, sandbox, loadSandbox, isAlone)
      : { operatorUserIds: settings.operatorUserIds, dingtalk, sandbox: null, sampleUrls: [] }
  const { operatorUserIds } = peer
  const config = { ...settings, sessionSecrets, operatorUserIds }
  const common = { config, log, metrics, store, clock, now }
  const proxy = await createApp({ ...common, ...web, isAlone, ...peer })
  proxy.startRecurring()
  proxy.hearEvents()
  return { ...proxy, config, log, sampleUrls: peer.sampleUrls }
}

async function playedPeer(
  config: Config,
  sandbox: PlayedBy | null,
  loadSandbox: LoadSandbox,
  isAlone: boolean,
) {
  if (sandbox === null) throw new Error('sandbox mode needs a sandbox')
  const { url, control } = sandbox
  const modules = await loadSandbox()
  return {
    operatorUserIds: playedOperators(config, modules),
    dingtalk: playedApp(config.appKind, url, modules, config.publicUrl),
    // Another process would keep its clock.
    sandbox: isAlone ? control : { fetch: (request: Request) => control.fetch(request) },
    sampleUrls: sampleUrls(config, modules),
  }
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
  config: Config,
  { sandboxUrl: url, ...foundation }: Handover,
  webFolder: string,
  loadSandbox: LoadSandbox,
): Promise<StartedProxy> {
  const sandbox = url === null ? null : { url, control: controlAt(url) }
  const web = { webFolder, renderer: await loadRenderer(webFolder) }
  return startProxyOn({ ...foundation, sandbox }, config, loadSandbox, web, true)
}

/** Modules that take long to load and are not needed to start Postgres. */
async function loadParts() {
  const [{ createApp }, { createMetrics }, { createStore }] = await Promise.all([
    import('#proxy/app.ts'),
    import('#proxy/features/health/metrics.ts'),
    import('#proxy/base/store/store.ts'),
  ])
  return { createApp, createMetrics, createStore }
}

async function loadRenderer(webFolder: string | null) {
  const { loadFlowPageRenderer } = await import('#proxy/features/page/flow-page.ts')
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
    if (isAbsent) return
    const isFolder = statSync('.env', { throwIfNoEntry: false })?.isDirectory() === true
    throw new ConfigError([
      isFolder
        ? '.env is a folder: make it a file with the settings, or remove it.'
        : `.env cannot be read: ${String(error)}`,
    ])
  }
}
