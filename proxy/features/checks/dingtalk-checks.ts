import { z } from 'zod'
import type { Config, DingTalkSettings } from '#proxy/config.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { AgentIds } from '#proxy/upstream/dingtalk/agent-ids.ts'
import { isTemplateAccepted, isWrongAgentId } from '#proxy/upstream/dingtalk/checks/permissions.ts'
import { readServerTime } from '#proxy/upstream/dingtalk/checks/server-time.ts'
import type { DingTalkProbe } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { isUnseen, readAdmins, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import type { Clock } from '#shared/rules/time.ts'
import {
  failed,
  ok,
  unexpected,
  unknown,
  upstreamCodeOf,
  warning,
  type Verdict,
} from './verdict.ts'

export type DingTalkCheckDeps = {
  config: Config
  dingtalk: DingTalkSettings
  probe: DingTalkProbe
  agentIds: Pick<AgentIds, 'of' | 'marketOrder'>
  now: Clock
}

/** DingTalk refuses signed calls of a clock that is further off. */
const maxSkewMs = 60_000

export async function checkClock({ dingtalk, now }: DingTalkCheckDeps): Promise<Verdict> {
  const { apiUrl } = dingtalk
  const { host } = new URL(apiUrl)
  try {
    const time = await readServerTime(apiUrl, now)
    if (time === null)
      return unknown(
        [`${host} 有回答，但没有给出时间。`],
        [`${host} answers, but does not say the time.`],
      )
    const off = Math.round((time.ours - time.theirs) / 1000)
    if (Math.abs(off) * 1000 <= maxSkewMs)
      return ok(
        [`${host} 可以访问，时钟相差 ${off} 秒。`],
        [`${host} answers; the clocks differ by ${off} s.`],
      )
    return failed(
      [
        `本机时钟与钉钉相差 ${off} 秒，签名和链接会被拒绝。`,
        '请用 NTP 校准本机时间（例如 timedatectl set-ntp true）。',
      ],
      [
        `This machine’s clock differs from DingTalk’s by ${off} s: signatures and links are refused.`,
        'Set the clock by NTP (for example timedatectl set-ntp true).',
      ],
    )
  } catch {
    return failed(
      [
        `无法访问 ${host}。`,
        '允许本机访问 api.dingtalk.com:443 和 oapi.dingtalk.com:443，并检查 DNS 和代理。',
      ],
      [
        `${host} cannot be reached.`,
        'Let this machine reach api.dingtalk.com:443 and oapi.dingtalk.com:443, and check DNS and proxies.',
      ],
    )
  }
}

const inConsole = {
  zh: '开发者后台（open-dev.dingtalk.com）“应用开发”中的本应用',
  en: 'the developer console (open-dev.dingtalk.com), under this app',
}

export async function checkToken(
  { config, probe }: DingTalkCheckDeps,
  corpId: string,
): Promise<Verdict> {
  try {
    await probe.requireToken(corpId)
    return ok(['钉钉接受应用凭证。'], ['DingTalk accepts the app’s credentials.'])
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : null
    if (code === 'corp-not-allowed')
      return failed(
        [`组织 ${corpId} 没有开通本应用。`, '请该组织的管理员开通，或检查组织编号。'],
        [
          `The organisation ${corpId} has not turned this app on.`,
          'Have its administrator do so, or check the corp id.',
        ],
      )
    if (code !== 'upstream-credentials') return unexpected(error)
    const upstream = upstreamCodeOf(error)
    if (upstream === null || upstream === 'invalidSuiteTicket')
      return failed(
        [
          upstream === null
            ? '还没有收到钉钉推送的 suite ticket。'
            : `suite ticket 已失效（${upstream}）。`,
          `在${inConsole.zh}的“事件订阅”里重新推送，或设置 DINGTALK_SUITE_TICKET。`,
        ],
        [
          upstream === null
            ? 'No suite ticket has come from DingTalk yet.'
            : `The suite ticket is no longer valid (${upstream}).`,
          `Have it pushed again in ${inConsole.en}, event subscription, or set DINGTALK_SUITE_TICKET.`,
        ],
      )
    const kind = config.appKind === 'internal' ? '企业内部应用' : '第三方企业应用'
    return failed(
      [
        `钉钉不接受 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET（${upstream}）。`,
        `从${inConsole.zh}的“凭证与基础信息”重新复制两者；DINGTALK_APP_KIND 现在表示${kind}。`,
      ],
      [
        `DingTalk does not accept DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET (${upstream}).`,
        `Copy both again from ${inConsole.en}, credentials (凭证与基础信息); DINGTALK_APP_KIND is ${config.appKind}.`,
      ],
    )
  }
}

/** Whether an internal app belongs to the organisation of the settings. */
export async function checkCorp({ probe }: DingTalkCheckDeps, corpId: string): Promise<Verdict> {
  const isIts = await probe.isAppOf(corpId)
  if (isIts === true) return ok([`应用属于组织 ${corpId}。`], [`The app belongs to ${corpId}.`])
  if (isIts === null)
    return unknown(
      ['钉钉没有说明应用属于哪个组织；有人登录后即可知道。'],
      ['DingTalk does not say whose app it is; the first sign-in shows it.'],
    )
  return failed(
    [
      `DINGTALK_CORP_ID=${corpId} 不是本应用所属的组织，登录会被拒绝。`,
      '从开发者后台首页右上角的“CorpId”复制，并确认登录的是应用所属的组织。',
    ],
    [
      `DINGTALK_CORP_ID=${corpId} is not the organisation of this app: sign-ins are refused.`,
      'Copy the CorpId shown on the start page of the developer console, while signed in to the app’s organisation.',
    ],
  )
}

const ticketApi = '/v1.0/oauth2/jsapiTickets'
const ticketSchema = z.object({ jsapiTicket: z.string().min(1) })

/** Asks for what needs no permission, so that a refused address shows. */
export async function checkEgress({ probe }: DingTalkCheckDeps, corpId: string): Promise<Verdict> {
  try {
    await Promise.all([askForTicket(probe, corpId), readAdmins(probe.client, corpId)])
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : null
    if (error instanceof ProblemError && code === 'upstream-ip-not-listed')
      return refusedEgress(error)
    // Any other refusal comes after that of the address.
    if (code === 'upstream-timeout' || code === 'upstream-unavailable') return unexpected(error)
  }
  return ok(
    ['钉钉接受来自本机公网地址的调用。'],
    ['DingTalk takes calls from this machine’s public address.'],
  )
}

const refusalText = z.object({ cause: z.object({ message: z.string() }) })

function refusedEgress(error: ProblemError): Verdict {
  const text = refusalText.safeParse(error).data?.cause.message ?? ''
  const address = /\d{1,3}(?:\.\d{1,3}){3}/.exec(text)?.[0]
  return failed(
    [
      `钉钉拒绝来自本机公网地址${address === undefined ? '' : ` ${address} `}的调用。`,
      `把本机的公网出口 IP 填入${inConsole.zh}的“安全设置 > 服务器出口 IP”，保存后再检查。`,
    ],
    [
      `DingTalk refuses calls from this machine’s public address${address === undefined ? '' : ` ${address}`}.`,
      `Enter the public egress IP in ${inConsole.en}, security settings (安全设置 > 服务器出口IP), save, and check again.`,
    ],
  )
}

function askForTicket({ client }: DingTalkProbe, corpId: string): Promise<unknown> {
  return client.callApi(corpId, { method: 'POST', api: ticketApi, changesState: false })
}

export async function checkJsapi({ probe }: DingTalkCheckDeps, corpId: string): Promise<Verdict> {
  try {
    const reply = await askForTicket(probe, corpId)
    if (ticketSchema.safeParse(reply).success)
      return ok(['钉钉给出了 jsapi ticket。'], ['DingTalk gave a jsapi ticket.'])
    return failed(
      ['钉钉的回答里没有 jsapi ticket，选择同事和 DING 不可用。', '稍后再检查一次。'],
      [
        'DingTalk’s answer has no jsapi ticket: choosing colleagues and DING do not work.',
        'Check again later.',
      ],
    )
  } catch (error) {
    return unexpected(error)
  }
}

/** Whether the app is published, and may see at least one administrator. */
export async function checkVisible({ probe }: DingTalkCheckDeps, corpId: string): Promise<Verdict> {
  try {
    const [admin] = await readAdmins(probe.client, corpId)
    if (admin === undefined)
      return unknown(
        ['钉钉没有列出管理员，无法检查可见范围。'],
        ['DingTalk lists no administrator, so the visible range cannot be checked.'],
      )
    await readName(probe.client, corpId, admin.userId)
    return ok(
      ['应用可以看到组织的管理员。'],
      ['The app may see the organisation’s administrators.'],
    )
  } catch (error) {
    if (isUnseen(error))
      return warning(
        [
          '组织的管理员不在应用的可见范围内，他们不能登录，也收不到通知。',
          `在${inConsole.zh}的“版本管理与发布”里扩大可见范围，并发布新版本。`,
        ],
        [
          'Administrators of the organisation are outside the app’s visible range: they can neither sign in nor be notified.',
          `Widen the range in ${inConsole.en}, versions (版本管理与发布), and publish a version.`,
        ],
      )
    if (error instanceof ProblemError && error.code === 'upstream-permission')
      return unknown(
        ['缺少 qyapi_get_member，无法检查可见范围。'],
        ['Without qyapi_get_member the visible range cannot be checked.'],
      )
    return unexpected(error)
  }
}

export async function checkAgentId(
  { dingtalk, probe, agentIds }: DingTalkCheckDeps,
  corpId: string,
): Promise<Verdict> {
  const isUnset = dingtalk.corpId !== null && dingtalk.agentId === null
  if (isUnset)
    return warning(
      [
        '没有设置 DINGTALK_AGENT_ID：不能发送通知，也不能选择同事。',
        `从${inConsole.zh}的“凭证与基础信息”复制 AgentId。`,
      ],
      [
        'DINGTALK_AGENT_ID is not set: no notifications, no choosing of colleagues.',
        `Copy the AgentId from ${inConsole.en}, credentials (凭证与基础信息).`,
      ],
    )
  try {
    const agentId = await agentIds.of(corpId)
    if (await isWrongAgentId(probe.client, corpId, agentId))
      return failed(
        [
          `DINGTALK_AGENT_ID=${agentId} 不是本应用的 AgentId，通知发不出去。`,
          `从${inConsole.zh}的“凭证与基础信息”重新复制 AgentId。`,
        ],
        [
          `DINGTALK_AGENT_ID=${agentId} is not this app’s: notifications cannot be sent.`,
          `Copy the AgentId again from ${inConsole.en}, credentials (凭证与基础信息).`,
        ],
      )
    return ok([`钉钉接受 AgentId ${agentId}。`], [`DingTalk accepts the agent id ${agentId}.`])
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'upstream-permission')
      return unknown(
        ['缺少 qyapi_base，无法检查 AgentId。'],
        ['Without qyapi_base the agent id cannot be checked.'],
      )
    return unexpected(error)
  }
}

/** The template with which a third-party app sends its messages. */
export async function checkTemplate(
  { config, probe, agentIds }: DingTalkCheckDeps,
  corpId: string,
): Promise<Verdict> {
  const { reminderTemplateId: templateId } = config
  const make = {
    zh: `在${inConsole.zh}的“消息推送”里创建模板，审核通过后设置 DINGTALK_URGE_TEMPLATE_ID。`,
    en: `Make a template in ${inConsole.en}, messages (消息推送), and set DINGTALK_URGE_TEMPLATE_ID once it is approved.`,
  }
  if (templateId === null)
    return failed(
      ['没有设置消息模板：通知、自动提醒和查看申请都不发送。', make.zh],
      [
        'No template of messages is set: no notifications, automatic reminders or access requests are sent.',
        make.en,
      ],
    )
  try {
    const agentId = await agentIds.of(corpId)
    if (await isTemplateAccepted(probe.client, corpId, { agentId, templateId }))
      return ok(
        [`钉钉没有拒绝模板 ${templateId}。`],
        [`DingTalk does not refuse the template ${templateId}.`],
      )
    return failed(
      [`钉钉没有模板 ${templateId}，或还没有审核通过。`, make.zh],
      [`DingTalk knows no template ${templateId}, or has not approved it.`, make.en],
    )
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'upstream-permission')
      return unknown(
        ['缺少 qyapi_base，无法检查消息模板。'],
        ['Without qyapi_base the template cannot be checked.'],
      )
    return unexpected(error)
  }
}
