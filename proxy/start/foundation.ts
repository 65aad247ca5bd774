import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { SandboxControl } from '#proxy/features/sandbox-control/sandbox-routes.ts'
import { ConfigError, type AppKind, type Config, type DingTalkSettings } from '#proxy/config.ts'
import type { Logger } from '#proxy/base/log.ts'
import { noticeAddress, noticeSecretsOf } from '#proxy/features/notices/notice-secrets.ts'
import {
  recordSandboxFlows,
  type SandboxFlow,
} from '#proxy/features/sandbox-control/sandbox-flows.ts'
import { StoreError } from '#proxy/base/store/database.ts'
import { startEmbeddedPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'
import { examineTables } from '#proxy/base/store/postgres/postgres-engine.ts'
import { keepsSessions, needsSessions } from '#proxy/base/store/postgres/keeps-sessions.ts'
import type { Registry } from '#proxy/base/store/registry.ts'

/** A listening sandbox: its address, flows and control calls. */
type RunningSandbox = {
  url: string
  sandbox: SandboxControl & { knownFlows: () => SandboxFlow[] }
  close: () => Promise<void>
}

/** The sandbox's modules, which are loaded in sandbox mode only. */
export type SandboxModules = {
  /**
   * @param options `noticeUrl`: where e签宝 posts its notices; `publicUrl`: where people open the
   *   app, for pictures in its pages; `robot`: where messages to the app's robot are posted
   */
  startSandbox: (options: {
    noticeUrl: string
    publicUrl: string
    robot?: { url: string; clientId: string }
  }) => Promise<RunningSandbox>
  sandboxCorpId: string
  /** User id of the person of `sandboxCorpId` who operates the app by default. */
  sampleOperator: string
  internalApp: { clientId: string; clientSecret: string; agentId: string }
  thirdPartyApp: { suiteKey: string; suiteSecret: string; suiteTicket: string }
}

/** What exists once, however many processes serve requests. */
export type Foundation = {
  databaseUrl: string
  /** From the settings, or a random one of this run in sandbox mode. */
  sessionSecrets: readonly string[]
  /** Null when DingTalk is real. */
  sandbox: {
    url: string
    control: SandboxControl
    /** Puts the sandbox's flows into the store. */
    seed: (registry: Registry) => Promise<void>
  } | null
  /** Stops it; to be called after its users have stopped. */
  stop: () => Promise<void>
}

/**
 * Starts our own Postgres if no other is configured, and the sandbox if no app is.
 * @throws StoreError if Postgres cannot be started or its tables are too old, ConfigError if there is
 *   a pooler in the way
 */
export async function startFoundation(
  config: Config,
  log: Logger,
  loadSandbox: () => Promise<SandboxModules>,
): Promise<Foundation> {
  const { dataDir, workers } = config
  if (config.databaseUrl !== null) await refusePooler(config.databaseUrl)
  const engine =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDir, processes: workers, log })
      : null
  const databaseUrl = engine?.url ?? config.databaseUrl ?? ''
  const sessionSecrets = config.sessionSecrets ?? [randomBytes(32).toString('base64')]
  try {
    await refuseOldTables(databaseUrl)
    if (config.dingtalk !== null) {
      return { databaseUrl, sessionSecrets, sandbox: null, stop: async () => engine?.stop() }
    }
    const modules = await loadSandbox()
    const secrets = noticeSecretsOf({ ...config, sessionSecrets })
    const noticeUrl = noticeAddress(ownOrigin(config), secrets)
    const { clientId } = playedApp(config.appKind, '', modules)
    const robot = { url: `${ownOrigin(config)}/callbacks/dingtalk/robot`, clientId }
    const { url, sandbox, close } = await modules.startSandbox({
      noticeUrl,
      publicUrl: config.publicUrl,
      ...(config.robot === 'http' ? { robot } : {}),
    })
    return {
      databaseUrl,
      sessionSecrets,
      sandbox: {
        url,
        control: sandbox,
        seed: ({ flows }) => recordSandboxFlows(flows, sandbox.knownFlows(), Date.now()),
      },
      async stop() {
        await close()
        await engine?.stop()
      },
    }
  } catch (error) {
    await engine?.stop()
    throw error
  }
}

/** @throws ConfigError if changes would not reach open pages, as far as that can be known now */
async function refusePooler(databaseUrl: string): Promise<void> {
  // The store waits for a database that is away, and then asks again.
  if (await keepsSessions(databaseUrl).catch(() => true)) return
  throw new ConfigError([needsSessions])
}

/** @throws StoreError as `examineTables`, if the database answers now */
async function refuseOldTables(databaseUrl: string): Promise<void> {
  await examineTables(databaseUrl).catch((error: unknown) => {
    if (error instanceof StoreError) throw error
  })
}

/** Our address on this machine, whatever the public address is. */
function ownOrigin({ host, port }: Config): string {
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

/**
 * The app as which the sandbox knows us, with the sandbox in place of DingTalk's hosts.
 * @param publicUrl where people reach the sandbox's pages
 */
export function playedApp(
  kind: AppKind,
  url: string,
  modules: SandboxModules,
  publicUrl = url,
): DingTalkSettings {
  const { sandboxCorpId, internalApp, thirdPartyApp } = modules
  const hosts = { apiUrl: url, oapiUrl: url, loginUrl: `${publicUrl}/_sandbox/pages` }
  if (kind === 'internal') {
    return { ...internalApp, ...hosts, corpId: sandboxCorpId, suiteTicket: null }
  }
  const { suiteKey: clientId, suiteSecret: clientSecret, suiteTicket } = thirdPartyApp
  return { clientId, clientSecret, ...hosts, corpId: null, suiteTicket, agentId: null }
}

/**
 * The operators of the played app: those of the settings, or else 王五 of the sandbox's first
 * organisation.
 */
export function playedOperators(
  { appKind, operatorUserIds }: Pick<Config, 'appKind' | 'operatorUserIds'>,
  { sandboxCorpId, sampleOperator }: Pick<SandboxModules, 'sandboxCorpId' | 'sampleOperator'>,
): ReadonlySet<string> {
  if (operatorUserIds.size > 0) return operatorUserIds
  return new Set([appKind === 'internal' ? sampleOperator : `${sandboxCorpId}:${sampleOperator}`])
}

/** Pages to try in an ordinary browser. */
export function sampleUrls(config: Config, { sandboxCorpId }: SandboxModules): string[] {
  const isInternal = config.appKind === 'internal'
  const corp = isInternal ? '' : `?corpId=${sandboxCorpId}`
  const operator = isInternal ? [] : [`/operator${corp}`]
  const paths = ['/', ...operator, `/flows/PRO-SANDBOX-SIGNING${corp}`]
  return paths.map((path) => config.publicUrl + path)
}
