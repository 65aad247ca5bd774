import {
  readMetricsToken,
  readNoticeSecrets,
  readSecrets,
  minSecretBytes,
} from './config-secrets.ts'
import { readBackgroundSettings, type BackgroundSettings } from './background-settings.ts'
import { readEventSettings, type EventSettings } from './event-settings.ts'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { isLoopback, Settings, type Environment } from './settings.ts'

/** The DingTalk app that we call for, and DingTalk's addresses. */
export type DingTalkSettings = Readonly<{
  /** App key or suite key. */
  clientId: string
  clientSecret: string
  /** The one organisation of an internal app; null for a third-party app. */
  corpId: string | null
  /** Initial suite ticket of a third-party app, if set. */
  suiteTicket: string | null
  /**
   * The app's agent id in the corp; null if unset, and for a third-party app, which asks DingTalk.
   */
  agentId: string | null
  /** The new host, without a slash at the end. */
  apiUrl: string
  /** The old host, without a slash at the end. */
  oapiUrl: string
  /** The host of the sign-in page for browsers, without a slash at the end. */
  loginUrl: string
}>

export type AppKind = 'internal' | 'third-party'

export type Config = BackgroundSettings &
  EventSettings &
  Readonly<{
    host: string
    port: number
    /** Our public address, without a slash at the end. */
    publicUrl: string
    appKind: AppKind
    /** Null in sandbox mode, which calls nothing outside this machine. */
    dingtalk: DingTalkSettings | null
    /** Which e签宝 API new calls use. */
    generation: '2.0' | '1.0'
    /** DingTalk's approved template of reminders; null for an app that may send free text. */
    reminderTemplateId: string | null
    /** The first signs, all verify. Null in sandbox mode when none is set. */
    sessionSecrets: readonly string[] | null
    /** Who of a corp may see its flows: the people involved, or everyone. */
    flowAccess: (typeof flowAccesses)[number]
    /**
     * Keys of links to flows: the first signs, all verify, as do keys derived from session secrets.
     */
    flowLinkSecrets: readonly string[] | null
    /**
     * Secret part of the address for e签宝's notices: e签宝 is given the first, all are accepted, as
     * are those derived from session secrets.
     */
    noticeSecrets: readonly string[] | null
    /** Whether people may sign in outside DingTalk, on DingTalk's own page. */
    browserSignIn: boolean
    /** Whether people may give AI assistants tokens of theirs, and `/mcp` answers. */
    assistants: boolean
    /** Which call gives a third-party app its tokens. */
    tokenCall: (typeof tokenCalls)[number]
    /**
     * Days until the data of a corp that gave up the app are deleted; null: only operators delete
     * them.
     */
    relievedDataDays: number | null
    /** The page where administrators renew the subscription; null if not set. */
    renewalUrl: string | null
    /** `postgres://…`; null for the embedded database. */
    databaseUrl: string | null
    /** Where the embedded database keeps its files; null for a temporary folder. */
    dataDir: string | null
    /** Processes that share the port. */
    workers: number
    /** Admins in addition to those that DingTalk names: `userId` or `corpId:userId`. */
    adminUserIds: ReadonlySet<string>
    /** Who may place package orders and initialise the developer: `userId` or `corpId:userId`. */
    operatorUserIds: ReadonlySet<string>
    /** Hosts allowed for pages of e签宝, with their subdomains; in lower case. */
    launchHosts: readonly string[]
    /** Hosts that may get webhooks although they are inner or without https; in lower case. */
    webhookHosts: readonly string[]
    /** How the signature of `dd.config` is made. */
    jsapiSignature: (typeof jsapiSignatures)[number]
    /** Bearer token of `/metrics` for other machines; null: only this machine may read it. */
    metricsToken: string | null
    logLevel: (typeof logLevels)[number]
  }>

/** Lists everything that is wrong with the settings, and what to set. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const tokenCalls = ['corp', 'unified'] as const

const flowAccesses = ['participants', 'corp'] as const

const jsapiSignatures = ['SHA-256', 'SHA-1'] as const

const defaultLaunchHosts = ['esign.cn', 'tsign.cn', 'dingtalk.com']

/** The most worker processes; more than a machine has cores are of no use. */
const maxWorkers = 64

/**
 * Reads every setting once. `.env.example` says what each means; an empty value counts as unset.
 * @throws ConfigError naming all settings that are wrong or missing
 */
export function readConfig(env: Environment): Config {
  const settings = new Settings(env)
  const host = settings.text('HOST') ?? '127.0.0.1'
  const port = settings.port('PORT', 8080)
  const appKind = settings.choice('DINGTALK_APP_KIND', ['internal', 'third-party'], 'internal')
  const generation = settings.choice('ESIGN_GENERATION', ['2.0', '1.0'], '2.0')
  const dingtalk = readDingTalk(settings, appKind)
  const config: Config = {
    host,
    port,
    publicUrl: settings.origin('PUBLIC_URL') ?? `http://localhost:${port}`,
    appKind,
    dingtalk,
    generation,
    reminderTemplateId: settings.text('DINGTALK_URGE_TEMPLATE_ID'),
    sessionSecrets: readSecrets(settings, 'SESSION_SECRET'),
    flowAccess: settings.choice('FLOW_ACCESS', flowAccesses, 'participants'),
    flowLinkSecrets: readSecrets(settings, 'FLOW_LINK_SECRET'),
    noticeSecrets: readNoticeSecrets(settings),
    browserSignIn: settings.isOn('BROWSER_SIGN_IN', false),
    assistants: settings.isOn('ASSISTANTS', false),
    tokenCall: settings.choice('DINGTALK_TOKEN', tokenCalls, 'corp'),
    relievedDataDays:
      settings.text('RELIEVED_DATA_DAYS') === null
        ? null
        : settings.count('RELIEVED_DATA_DAYS', 0, 1, 3650),
    renewalUrl: settings.pageUrl('RENEWAL_URL'),
    ...readEventSettings(settings, {
      isInternal: appKind === 'internal',
      isPlayed: dingtalk === null,
    }),
    databaseUrl: settings.databaseUrl('DATABASE_URL'),
    // The sandbox's flows do not survive a restart, so the data about them need not either.
    dataDir: settings.text('DATA_DIR') ?? (dingtalk === null ? null : './data'),
    workers: settings.count('WORKERS', 1, 1, maxWorkers),
    adminUserIds: readPeople(settings, 'ADMIN_USER_IDS', appKind),
    operatorUserIds: readPeople(settings, 'OPERATOR_USER_IDS', appKind),
    launchHosts: settings.hosts('LAUNCH_HOSTS') ?? defaultLaunchHosts,
    webhookHosts: settings.hosts('WEBHOOK_HOSTS') ?? [],
    jsapiSignature: settings.choice('JSAPI_SIGNATURE', jsapiSignatures, 'SHA-256'),
    ...readBackgroundSettings(settings, appKind === 'internal'),
    metricsToken: readMetricsToken(settings),
    logLevel: settings.choice('LOG_LEVEL', logLevels, 'info'),
  }
  if (config.browserSignIn && appKind !== 'internal') {
    settings.reject(
      'BROWSER_SIGN_IN=on is for internal apps: unset it, or set DINGTALK_APP_KIND=internal.',
    )
  }
  if (generation === '1.0' && appKind !== 'third-party') {
    settings.reject(
      'ESIGN_GENERATION=1.0 is for third-party apps: set DINGTALK_APP_KIND=third-party or use 2.0.',
    )
  }
  if (config.flowLinkSecrets?.some((secret) => config.sessionSecrets?.includes(secret))) {
    settings.reject(
      'FLOW_LINK_SECRET contains a value of SESSION_SECRET: systems that sign links could sign in as anybody. Set another secret, or unset it.',
    )
  }
  if (dingtalk === null) {
    checkSandbox(settings, env, host)
  } else if (config.sessionSecrets === null) {
    settings.reject(
      `SESSION_SECRET is missing: set a random text of at least ${minSecretBytes} bytes, for example the output of "openssl rand -base64 48".`,
    )
  }
  if (settings.problems.length > 0) throw new ConfigError(settings.problems)
  return Object.freeze(config)
}

/** User ids are unique within a corp only. */
function readPeople(settings: Settings, name: string, appKind: AppKind): ReadonlySet<string> {
  const people = settings.list(name)
  const wrong = people.filter((person) => !/^[^:]+(:[^:]+)?$/.test(person))
  const bare = appKind === 'third-party' ? people.filter((person) => !person.includes(':')) : []
  if (wrong.length > 0) {
    settings.reject(
      `${name} has invalid parts: ${wrong.join(', ')}. Write userId or corpId:userId.`,
    )
  }
  if (bare.length > 0) {
    settings.reject(
      `${name} has user ids without an organisation: ${bare.join(', ')}. With DINGTALK_APP_KIND=third-party write each as corpId:userId, because user ids are only unique within an organisation.`,
    )
  }
  return new Set(people)
}

function readDingTalk(settings: Settings, appKind: AppKind): DingTalkSettings | null {
  const clientId = settings.text('DINGTALK_CLIENT_ID')
  const clientSecret = settings.text('DINGTALK_CLIENT_SECRET')
  const corpId = settings.text('DINGTALK_CORP_ID')
  const suiteTicket = settings.text('DINGTALK_SUITE_TICKET')
  const agentId = settings.text('DINGTALK_AGENT_ID')
  if (agentId !== null && !/^\d{1,15}$/.test(agentId)) {
    settings.reject(
      `DINGTALK_AGENT_ID=${agentId} is not a number: copy the AgentId of the app from the developer console.`,
    )
  }
  const apiUrl = settings.url('DINGTALK_API_URL')
  const oapiUrl = settings.url('DINGTALK_OAPI_URL')
  const loginUrl = settings.url('DINGTALK_LOGIN_URL')
  if (clientId === null && clientSecret === null) {
    if (settings.text('DINGTALK_API_URL') !== null || settings.text('DINGTALK_OAPI_URL') !== null) {
      settings.reject(
        'DINGTALK_API_URL or DINGTALK_OAPI_URL is set without an app: set DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET too, or unset the URLs to run on the sandbox.',
      )
    }
    return null
  }
  if (clientId === null) {
    settings.reject(
      'DINGTALK_CLIENT_ID is missing: set it together with DINGTALK_CLIENT_SECRET, or unset both to run on the sandbox.',
    )
  }
  if (clientSecret === null) {
    settings.reject(
      'DINGTALK_CLIENT_SECRET is missing: set it together with DINGTALK_CLIENT_ID, or unset both to run on the sandbox.',
    )
  }
  if (corpId !== null && !isDingTalkId(corpId)) {
    settings.reject(
      'DINGTALK_CORP_ID is not the id of an organisation: copy the CorpId from the developer console, without blanks.',
    )
  }
  if (appKind === 'internal' && corpId === null) {
    settings.reject(
      'DINGTALK_CORP_ID is missing: an internal app needs the id of its organisation.',
    )
  }
  return Object.freeze({
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    corpId: appKind === 'internal' ? corpId : null,
    suiteTicket,
    agentId,
    apiUrl: apiUrl ?? 'https://api.dingtalk.com',
    oapiUrl: oapiUrl ?? 'https://oapi.dingtalk.com',
    loginUrl: loginUrl ?? 'https://login.dingtalk.com',
  })
}

function checkSandbox(settings: Settings, env: Environment, host: string): void {
  if (env['NODE_ENV'] === 'production') {
    settings.reject(
      'DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET are missing: with NODE_ENV=production the sandbox is not allowed.',
    )
  }
  if (!isLoopback(host)) {
    settings.reject(
      `HOST=${host} would expose the sandbox, where anybody can sign in as anybody, to the network: use 127.0.0.1, or set DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET.`,
    )
  }
}
