import { isIP } from 'node:net'
import { composeProxy, type Proxy } from './compose.ts'
import { readConfig, type AppKind, type Config, type DingTalkSettings } from './config.ts'
import { noticeAddress, noticeSecretsOf } from './notices/notice-secrets.ts'
import { createStore, type Store, type StoreSettings } from './store/store.ts'
import { createThreadedStore } from './store/threaded-store.ts'
import { createLogger, type Logger } from './log.ts'
import { loadFlowPageRenderer } from './page/flow-page.ts'
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
 * @throws ConfigError
 */
export async function startProxy(
  webFolder: string | null,
  loadSandbox: () => Promise<SandboxModules>,
): Promise<StartedProxy> {
  readEnvFile()
  const config = readConfig(process.env)
  const log = createLogger(config.logLevel)
  const renderer = webFolder === null ? null : await loadFlowPageRenderer(builtRenderer)
  const web = { webFolder, renderer }
  const storeSettings = {
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    preparedDatabase: 'dist/database.tar.gz',
    log,
  }
  if (config.dingtalk !== null) {
    const store = openStore(storeSettings)
    const parts = { config, dingtalk: config.dingtalk, sandbox: null, store, ...web, log }
    const proxy = await composeProxy(parts)
    proxy.watchMargins()
    return { ...proxy, config, log, sampleUrls: [] }
  }
  const modules = await loadSandbox()
  const noticeSecrets = noticeSecretsOf(config)
  const noticeUrl = noticeAddress(ownOrigin(config), noticeSecrets)
  const running = await modules.startSandbox({ noticeUrl })
  const store = openStore({
    ...storeSettings,
    seed: ({ flows }) =>
      recordSandboxFlows(flows, running.sandbox.knownFlows(), config.generation, Date.now()),
  })
  const dingtalk = {
    ...playedApp(config.appKind, modules),
    apiUrl: running.url,
    oapiUrl: running.url,
  }
  const sandbox = running.sandbox
  const parts = { config, dingtalk, sandbox, store, noticeSecrets, ...web, log }
  const proxy = await composeProxy(parts)
  const close = async () => {
    await Promise.all([proxy.close(), running.close()])
  }
  return { ...proxy, close, config, log, sampleUrls: sampleUrls(config, modules) }
}

function openStore(settings: StoreSettings): Store {
  return settings.databaseUrl === null ? createThreadedStore(settings) : createStore(settings)
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
