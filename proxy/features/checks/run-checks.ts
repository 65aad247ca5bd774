import type { SettingsCheck, SettingsChecks } from '#shared/schemas/settings-checks.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import type { DatabaseFacts } from '#proxy/base/store/postgres/database-facts.ts'
import { createEsign } from '#proxy/upstream/esign/esign.ts'
import {
  checkAgentId,
  checkClock,
  checkCorp,
  checkEgress,
  checkJsapi,
  checkTemplate,
  checkToken,
  checkVisible,
  type DingTalkCheckDeps,
} from './dingtalk-checks.ts'
import { checkEsign } from './esign-checks.ts'
import { checkEvents, type EventCheckDeps } from './event-checks.ts'
import { browserSignIn, checkPermissions } from './permission-checks.ts'
import { checkDatabase, checkPublicUrl, checkRoom } from './server-checks.ts'
import { notYet, ok, toCheck, unexpected, unknown, type Verdict } from './verdict.ts'

export type SettingsCheckDeps = DingTalkCheckDeps &
  Omit<EventCheckDeps, 'config'> & {
    /** Null if our own Postgres does not run. @throws the driver's error */
    databaseFacts: () => Promise<DatabaseFacts | null>
  }

type Title = readonly [zh: string, en: string]

/**
 * Tries the settings step by step, as `npm run doctor` and 检查设置 show them. Asks DingTalk and e签宝
 * only what changes nothing there.
 * @param corpId the organisation to ask about; null if none is known
 */
export async function checkSettings(
  deps: SettingsCheckDeps,
  corpId: string | null,
): Promise<SettingsChecks> {
  const { config, now } = deps
  const isSandbox = config.dingtalk === null
  const [upstream, ...others] = await Promise.all([
    checkUpstream(deps, corpId),
    one('notice-address', ['应用地址', 'Our address'], () =>
      checkPublicUrl(config.publicUrl, isSandbox),
    ),
    one('events', ['钉钉事件', 'DingTalk events'], () => checkEvents(deps)),
    checkDatabase(deps.databaseFacts, isSandbox),
    one('disk', ['磁盘', 'Disk'], () => checkRoom(config)),
  ])
  const settings = toCheck('settings', ['设置', 'Settings'], ofSettings(deps, corpId))
  return { checkedAt: now(), checks: [settings, ...upstream, ...others.flat()] }
}

function ofSettings({ config }: SettingsCheckDeps, corpId: string | null): Verdict {
  const { appKind, generation } = config
  const of = corpId ?? '—'
  return ok(
    [
      `${appKind === 'internal' ? '企业内部应用' : '第三方企业应用'}，e签宝 ${generation}，组织 ${of}。`,
    ],
    [
      `${appKind === 'internal' ? 'Internal' : 'Third-party'} app, eSign ${generation}, organisation ${of}.`,
    ],
  )
}

/** A step that fails in itself is unknown. */
async function one(
  name: string,
  title: Title,
  check: () => Promise<Verdict> | Verdict,
): Promise<SettingsCheck> {
  try {
    return toCheck(name, title, await check())
  } catch (error) {
    return toCheck(name, title, unexpected(asProblemError(error)))
  }
}

const titles = {
  clock: ['网络和时钟', 'Network and clock'],
  token: ['应用凭证', 'Credentials'],
  corp: ['组织', 'Organisation'],
  egress: ['出口 IP', 'Egress IP'],
  visible: ['可见范围', 'Visible range'],
  'agent-id': ['AgentId', 'Agent id'],
  template: ['消息模板', 'Template of messages'],
  'browser-sign-in': ['浏览器登录', 'Sign-in in a browser'],
  'jsapi-ticket': ['jsapi ticket', 'Jsapi ticket'],
} as const satisfies Record<string, Title>

/** The steps without which no other call of DingTalk is of use, and then all others. */
async function checkUpstream(
  deps: SettingsCheckDeps,
  corpId: string | null,
): Promise<SettingsCheck[]> {
  const { config, probe } = deps
  const isInternal = config.appKind === 'internal'
  const step = (name: keyof typeof titles, check: () => Promise<Verdict> | Verdict) =>
    one(name, titles[name], check)
  const clock = await step('clock', () => checkClock(deps))
  if (corpId === null) return [clock, await step('token', () => noCorp)]
  const token = await step('token', () => checkToken(deps, corpId))
  if (token.state !== 'ok') return [clock, token, await step('egress', () => notYet)]
  const corp = isInternal ? [await step('corp', () => checkCorp(deps, corpId))] : []
  const egress = await step('egress', () => checkEgress(deps, corpId))
  if (egress.state !== 'ok') return [clock, token, ...corp, egress]
  const esign = createEsign(config.generation, probe.client)
  const rest = await Promise.all([
    step('visible', () => checkVisible(deps, corpId)),
    checkPermissions(deps, corpId, () => esign.getAppState(corpId)),
    step('agent-id', () => checkAgentId(deps, corpId)),
    isInternal ? [] : step('template', () => checkTemplate(deps, corpId)),
    config.browserSignIn ? step('browser-sign-in', () => browserSignIn(config.publicUrl)) : [],
    step('jsapi-ticket', () => checkJsapi(deps, corpId)),
    checkEsign(esign, corpId),
  ])
  return [clock, token, ...corp, egress, ...rest.flat()]
}

const noCorp = unknown(
  ['还不知道任何组织。', '有组织开通应用后再检查，或用 --corp 指定组织编号。'],
  [
    'No organisation is known yet.',
    'Check again once one has turned the app on, or name its id by --corp.',
  ],
)
