import { isIP } from 'node:net'
import { composeProxy, type Proxy, type Surroundings } from './compose.ts'
import { readConfig, type AppKind, type Config, type DingTalkSettings } from './config.ts'
import { noticeAddress, noticeSecretsOf } from './notices/notice-secrets.ts'
import { startEmbeddedPostgres } from './store/engine/embedded-postgres.ts'
import { createStore } from './store/store.ts'
import { createLogger, type Logger } from './log.ts'
import { loadFlowPageRenderer } from './page/flow-page.ts'
import { createMetrics, type Metrics } from './operations/metrics.ts'
import type { SandboxControl } from './app.ts'
import { recordSandboxFlows, type SandboxFlow } from './sandbox-flows.ts'

/** A sandbox that listens: who it takes us for, where it is, and its control calls. */
type RunningSandbox = {
  url: string
  sandbox: SandboxControl & { knownFlows: () => SandboxFlow[] }
  close: () => Promise<void>
}

/** What the sandbox offers to us; loaded in sandbox mode only. */
export type SandboxModules = {
  /** @param options `noticeUrl`: where e签宝 is told to post its notices */
  startSandbox: (options: { noticeUrl: string }) => Promise<RunningSandbox>
  sandboxCorpId: string
  internalApp: { clientId: string; clientSecret: string; agentId: string }
  thirdPartyApp: { suiteKey: string; suiteSecret: string; suiteTicket: string }
}

export type StartedProxy = Proxy & {
  config: Config
  log: Logger
  /** What a newcomer can open in an ordinary browser; none when DingTalk is real. */
  sampleUrls: readonly string[]
}

/** What draws the pages of flows, as the build makes it of the web app. */
const builtRenderer = 'dist/render/flow-html.js'

/**
 * Reads the settings and builds the proxy they describe, on the sandbox when they name no app.
 * @param webFolder where the built web app is; null when somebody else serves it
 * @throws ConfigError, and StoreError when a database of our own cannot be started
 */
export async function startProxy(
  webFolder: string | null,
  loadSandbox: () => Promise<SandboxModules>,
): Promise<StartedProxy> {
  readEnvFile()
  const config = readConfig(process.env)
  const log = createLogger(config.logLevel)
  const [renderer, engine] = await Promise.all([
    webFolder === null ? null : loadFlowPageRenderer(builtRenderer),
    config.databaseUrl === null ? startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null,
  ])
  const metrics = createMetrics({ withProcess: true })
  const common = { config, log, webFolder, renderer, metrics }
  const databaseUrl = engine?.url ?? config.databaseUrl ?? ''
  try {
    const { close, ...proxy } =
      config.dingtalk === null
        ? await startOnSandbox(common, databaseUrl, await loadSandbox())
        : await startLive(common, databaseUrl, config.dingtalk)
    const closeAll = async () => {
      await close()
      await engine?.stop()
    }
    return { ...proxy, close: closeAll, config, log }
  } catch (error) {
    await engine?.stop()
    throw error
  }
}

type Common = Pick<Surroundings, 'config' | 'log' | 'webFolder' | 'renderer'> & { metrics: Metrics }

type Started = Omit<StartedProxy, 'config' | 'log'>

async function startLive(
  common: Common,
  databaseUrl: string,
  dingtalk: DingTalkSettings,
): Promise<Started> {
  const store = createStore({
    databaseUrl,
    log: common.log,
    observe: common.metrics.countStatement,
  })
  const proxy = await composeProxy({ ...common, dingtalk, sandbox: null, store })
  proxy.watchMargins()
  return { ...proxy, sampleUrls: [] }
}

async function startOnSandbox(
  common: Common,
  databaseUrl: string,
  modules: SandboxModules,
): Promise<Started> {
  const { config, log } = common
  const noticeSecrets = noticeSecretsOf(config)
  const noticeUrl = noticeAddress(ownOrigin(config), noticeSecrets)
  const { sandbox, url, close: stopSandbox } = await modules.startSandbox({ noticeUrl })
  const store = createStore({
    databaseUrl,
    log,
    observe: common.metrics.countStatement,
    seed: ({ flows }) =>
      recordSandboxFlows(flows, sandbox.knownFlows(), config.generation, Date.now()),
  })
  const dingtalk = { ...playedApp(config.appKind, modules), apiUrl: url, oapiUrl: url }
  const proxy = await composeProxy({ ...common, dingtalk, sandbox, store, noticeSecrets })
  const close = async () => {
    await Promise.all([proxy.close(), stopSandbox()])
  }
  return { ...proxy, close, sampleUrls: sampleUrls(config, modules) }
}

type App = Omit<DingTalkSettings, 'apiUrl' | 'oapiUrl'>

/** The app that the sandbox knows us as. */
function playedApp(kind: AppKind, modules: SandboxModules): App {
  const { sandboxCorpId, internalApp, thirdPartyApp } = modules
  if (kind === 'internal') {
    return { ...internalApp, corpId: sandboxCorpId, suiteTicket: null }
  }
  const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
  return { clientId: suiteKey, clientSecret: suiteSecret, corpId: null, suiteTicket, agentId: null }
}

/** Where this machine itself reaches us, whatever our public address is. */
function ownOrigin({ host, port }: Config): string {
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

function sampleUrls(config: Config, { sandboxCorpId }: SandboxModules): string[] {
  const query = config.appKind === 'internal' ? '' : `?corpId=${sandboxCorpId}`
  return ['/', '/flows/PRO-SANDBOX-SIGNING'].map((path) => config.publicUrl + path + query)
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
