import type { Config } from '#proxy/config.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import type { LineState } from '#proxy/base/store/corps/line-lease-store.ts'
import type { StreamTicket } from '#proxy/upstream/dingtalk/events/stream-client.ts'
import { tryStreamLine } from '#proxy/upstream/dingtalk/events/stream-line.ts'
import { failed, ok, unexpected, unknown, upstreamCodeOf, type Verdict } from './verdict.ts'

export type EventCheckDeps = {
  config: Pick<Config, 'eventSource' | 'appKind' | 'publicUrl'>
  fetchStreamTicket: () => Promise<StreamTicket>
  /** The lines of running instances. @throws if the database does not answer */
  lines: () => Promise<readonly LineState[]>
  /** When the last event came, epoch milliseconds; null for never. @throws as `lines` */
  lastEventAt: () => Promise<number | null>
}

/** Whether DingTalk's events arrive. */
export function checkEvents(deps: EventCheckDeps): Promise<Verdict> | Verdict {
  const { eventSource, appKind } = deps.config
  if (eventSource === 'stream') return checkStream(deps)
  if (eventSource === 'http') return checkPush(deps)
  if (appKind === 'internal')
    return ok(
      ['没有接收钉钉事件，企业内部应用不需要。'],
      ['No events are received; an internal app needs none.'],
    )
  return failed(
    [
      '没有接收钉钉事件：suite ticket 和组织的开通、停用都不会到达。',
      '设置 DINGTALK_EVENTS=stream，并在开发者后台的“事件订阅”里选择 Stream 模式。',
    ],
    [
      'No events are received: neither suite tickets nor news of organisations arrive.',
      'Set DINGTALK_EVENTS=stream, and choose Stream in the developer console, event subscription (事件订阅).',
    ],
  )
}

async function checkStream({ fetchStreamTicket, lines }: EventCheckDeps): Promise<Verdict> {
  let ticket: StreamTicket
  try {
    ticket = await fetchStreamTicket()
  } catch (error) {
    const problem = asProblemError(error)
    const isRefusal = ['upstream-credentials', 'upstream-rejected', 'upstream-permission']
    return isRefusal.includes(problem.code)
      ? refused(upstreamCodeOf(error) ?? problem.code)
      : unexpected(error)
  }
  const open = await lines().then(
    (all) => all.some(({ state }) => state === 'open'),
    () => false,
  )
  if (open)
    return ok(
      ['运行中的应用已连接，可以收到事件。'],
      ['The running app has a line, on which events arrive.'],
    )
  // A second line would be sent events of the first; with none open, DingTalk sends them again.
  const why = await tryStreamLine(ticket.endpoint, ticket.ticket).catch(() => 'it has no address')
  if (why !== null) return refused(why)
  return ok(
    ['可以连接到钉钉的事件网关；应用运行后会保持连接。'],
    ['The event gateway of DingTalk accepts a line; the running app keeps one.'],
  )
}

function refused(why: string): Verdict {
  return failed(
    [
      `钉钉拒绝接收事件的连接（${why}）。`,
      '在开发者后台本应用的“事件订阅”里选择 Stream 模式并保存；允许本机访问 wss-open-connection.dingtalk.com:443。',
    ],
    [
      `DingTalk refuses the line for events (${why}).`,
      'Choose Stream in the developer console, event subscription (事件订阅), and save; let this machine reach wss-open-connection.dingtalk.com:443.',
    ],
  )
}

async function checkPush({ config, lastEventAt }: EventCheckDeps): Promise<Verdict> {
  const at = await lastEventAt().catch(() => null)
  const address = `${config.publicUrl}/callbacks/dingtalk`
  if (at === null)
    return unknown(
      [
        '还没有收到过事件。',
        `在开发者后台的“事件订阅”里把 ${address} 设为推送地址并保存，钉钉会立即验证。`,
      ],
      [
        'No event has come yet.',
        `Enter ${address} in the developer console, event subscription (事件订阅), and save: DingTalk then tries it.`,
      ],
    )
  const day = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  return ok([`最近一次事件：${day} UTC。`], [`The last event came at ${day} UTC.`])
}
