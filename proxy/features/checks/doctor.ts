import { parseArgs } from 'node:util'
import type { CheckState, SettingsCheck } from '#shared/schemas/settings-checks.ts'
import { ConfigError, type Config, type DingTalkSettings } from '#proxy/config.ts'
import { createLogger } from '#proxy/base/log.ts'
import { runningPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'
import { createStoreReader, type StoreReader } from './store-reader.ts'
import { createAgentIds } from '#proxy/upstream/dingtalk/agent-ids.ts'
import { Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import { createTransport } from '#proxy/upstream/dingtalk/client/transport.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { fetchStreamTicket } from '#proxy/upstream/dingtalk/events/stream-ticket.ts'
import { createTokenLane } from '#proxy/upstream/dingtalk/tokens/token-lane.ts'
import type { Clock } from '#shared/rules/time.ts'
import { checkSettings, type SettingsCheckDeps } from './run-checks.ts'
import { checkSending } from './send-test.ts'
import { failed, toCheck } from './verdict.ts'

export type DoctorOptions = {
  /** @throws ConfigError */
  readSettings: () => Config
  write: (text: string) => void
  language: 'zh' | 'en'
  now?: Clock
}

const usage = `npm run doctor -- [--json] [--corp CORPID] [--send-test USERID]

Tries the settings against DingTalk, step by step. Nothing is changed there, and nothing is sent
unless --send-test names who gets one work notification. --corp names the organisation of a
third-party app. Exit code: 0 nothing to do, 1 something does not work, 2 the app works, with less.
`

const marks: Readonly<Record<CheckState, string>> = {
  ok: '✓',
  warning: '!',
  failed: '✗',
  unknown: '?',
}

/** `EX_USAGE` of sysexits. */
const wrongUsage = 64

/** `npm run doctor`. @returns its exit code */
export async function runDoctor(args: readonly string[], options: DoctorOptions): Promise<number> {
  const { write, language, now = Date.now } = options
  const asked = readArguments(args)
  if (asked === null) {
    write(usage)
    return wrongUsage
  }
  const checks = await check(asked, options)
  write(
    asked.json
      ? `${JSON.stringify({ checkedAt: now(), checks }, null, 2)}\n`
      : printChecks(checks, language),
  )
  return exitCodeOf(checks)
}

/** A line for each check, with what to do. */
function printChecks(checks: readonly SettingsCheck[], language: 'zh' | 'en'): string {
  const lines = checks.map(({ state, title, found, todo }) => {
    const line = `${marks[state]} ${title[language]}${language === 'zh' ? '：' : ': '}${found[language]}`
    return todo === null ? line : `${line} → ${todo[language]}`
  })
  return `${lines.join('\n')}\n`
}

/** 0: nothing to do. 1: something does not work. 2: the app works, with less. */
function exitCodeOf(checks: readonly SettingsCheck[]): 0 | 1 | 2 {
  if (checks.some(({ state }) => state === 'failed')) return 1
  return checks.some(({ state }) => state === 'warning') ? 2 : 0
}

type Asked = { json: boolean; corp: string | null; receiver: string | null }

function readArguments(args: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        corp: { type: 'string' },
        'send-test': { type: 'string' },
      },
    })
    return { json: values.json, corp: values.corp ?? null, receiver: values['send-test'] ?? null }
  } catch {
    return null
  }
}

const title = ['设置', 'Settings'] as const

async function check(asked: Asked, { readSettings, now = Date.now }: DoctorOptions) {
  let config: Config
  try {
    config = readSettings()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) =>
      toCheck('settings', title, failed([`设置有误：${problem}`], [problem])),
    )
  }
  const { dingtalk } = config
  if (dingtalk !== null) return checkLive(asked, config, dingtalk, now)
  const noApp = failed(
    [
      '没有设置 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET，应用在演示环境里运行。',
      '按 .env.example 设置后再检查。',
    ],
    [
      'DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET are not set: the app runs on its sandbox.',
      'Set them as .env.example says, and check again.',
    ],
  )
  return [toCheck('settings', title, noApp)]
}

async function checkLive(
  { corp, receiver }: Asked,
  config: Config,
  dingtalk: DingTalkSettings,
  now: Clock,
): Promise<SettingsCheck[]> {
  const databaseUrl =
    config.databaseUrl ?? (config.dataDir === null ? null : runningPostgres(config.dataDir))
  const reader = databaseUrl === null ? null : createStoreReader(databaseUrl)
  const { deps, close } = depsOf(config, dingtalk, reader, now)
  try {
    const known =
      dingtalk.corpId === null ? ((await reader?.corps.known().catch(() => [])) ?? []) : []
    const corpId = dingtalk.corpId ?? corp ?? known.at(-1) ?? null
    const { checks } = await checkSettings(deps, corpId)
    if (receiver === null || corpId === null) return checks
    return [...checks, await checkSending(deps, corpId, receiver)]
  } finally {
    await close()
    await reader?.close()
  }
}

/** The calls of one process of its own, beside the app. */
function depsOf(
  config: Config,
  settings: DingTalkSettings,
  reader: StoreReader | null,
  now: Clock,
) {
  const { appKind, tokenCall } = config
  const log = createLogger('silent')
  const transport = createTransport()
  const tokenLane = createTokenLane()
  const monotonic = () => performance.now()
  const tokenBook = reader?.tokenBook
  const stored = reader?.suiteTickets.find(settings.clientId).catch(() => null)
  const suiteTicket = async () => (await stored)?.ticket ?? settings.suiteTicket
  const { probe, close } = createDingTalk({
    appKind,
    settings,
    transport,
    suiteTicket,
    tokenLane,
    tokenCall,
    tokenBook,
    log,
    now: monotonic,
  })
  const caller = new Caller(transport)
  const agentIds = createAgentIds({
    appKind,
    settings,
    caller,
    suiteTicket,
    tokenLane,
    tokenBook,
    log,
    epoch: now,
    now: monotonic,
  })
  const noStore = () => Promise.reject(new Error('no database runs'))
  const deps: SettingsCheckDeps = {
    config,
    dingtalk: settings,
    probe,
    agentIds,
    fetchStreamTicket: () => fetchStreamTicket(caller, settings),
    lines: () => reader?.lineLeases.all() ?? noStore(),
    lastEventAt: async () => (await (reader?.dingtalkEvents.health(0) ?? noStore())).lastAt,
    databaseFacts: async () => (await reader?.facts()) ?? null,
    now,
  }
  return {
    deps,
    close: async () => {
      close()
      await transport.close()
    },
  }
}
