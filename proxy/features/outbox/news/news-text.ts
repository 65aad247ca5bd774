import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { statusText } from '#shared/rules/words/status-text.ts'
import type {
  StatusBar,
  WorkNotification,
} from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { messageLines, messageTime, said, shorten } from '#proxy/features/messages/message-text.ts'
import type { StoredFlow } from '#proxy/base/store/flows/flow-types.ts'
import type { NewsPayload } from './news-payload.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** The content of a message about a flow. */
export type NewsFacts = {
  corpId: string
  taskId: string
  flow: Pick<StoredFlow, 'title' | 'initiator' | 'nextStep'>
  news: NewsPayload
  /** When it became news. */
  at: EpochMs
}

/** Characters of the refuser's reason; a whole message holds 2048 bytes. */
const maxReasonLength = 60

/** Further names are only counted. */
const maxNames = 3

/**
 * News of a flow. The lines have the same keys as
 * in reminders, as third-party apps send both with one template.
 */
export function newsText(frame: MessageFrame, facts: NewsFacts): WorkNotification {
  const { corpId, taskId, flow, at } = facts
  const { heading, person, text } = wordsOf(frame, facts)
  return {
    title: heading,
    lines: messageLines(frame, { taskId, title: flow.title, at }, person),
    text,
    url: flowAddress(frame.publicUrl, corpId, taskId),
  }
}

type Words = {
  heading: string
  person: { name: string; value: string }
  text: string
}

function wordsOf(frame: MessageFrame, { news, flow, at }: NewsFacts): Words {
  const say = (zh: string, en: string, between?: string) => said(frame, zh, en, between)
  const unknown = say('未知', 'Unknown')
  const waiting = {
    name: say('未签署', 'Not signed'),
    value: namesIn(missingIn(flow), unknown),
  }
  const [colon, stop] = frame.language === 'en' ? [': ', '. '] : ['：', '。']
  switch (news.about) {
    case 'refused':
      return {
        heading: say('合同被拒签', 'A contract was refused', ' · '),
        person: { name: say('拒签人', 'Refused by'), value: namesIn(news.who, unknown) },
        text:
          news.why === null
            ? say('没有说明理由，请打开查看。', 'No reason was given; please open it.', '')
            : `${say('理由', 'Reason')}${colon}${shorten(news.why, maxReasonLength)}`,
      }
    case 'completed':
      return {
        heading: say('合同已签署完成', 'A contract is completed', ' · '),
        person: { name: say('发起人', 'Started by'), value: flow.initiator.name ?? unknown },
        text: say(
          '各方均已签署，可打开下载。',
          'Everybody has signed; open it to download it.',
          '',
        ),
      }
    case 'deadline': {
      const until = messageTime(news.deadline, at, frame)
      return {
        heading: say('合同即将到期', 'A deadline is near', ' · '),
        person: waiting,
        text: `${say('签署截止', 'Deadline')}${colon}${until}${stop}${say('请提醒未签署的人。', 'Please remind those who have not signed.', '')}`,
      }
    }
    case 'stuck': {
      const moved = messageTime(news.movedAt, at, frame)
      return {
        heading: say('合同三天没有进展', 'A contract has not moved for three days', ' · '),
        person: waiting,
        text: `${say('最近进展', 'Last moved')}${colon}${moved}${stop}${say('请打开查看。', 'Please open it.', '')}`,
      }
    }
  }
}

/** Names of people who have not signed. */
function missingIn({ nextStep }: NewsFacts['flow']): string[] {
  if (nextStep === null) return []
  const { waits = [], people, followedBy } = nextStep
  const waiting = waits.length === 0 ? people : waits.flatMap((wait) => wait.people)
  return [...new Set([...waiting, ...followedBy])]
}

function namesIn(names: readonly string[], unknown: string): string {
  if (names.length === 0) return unknown
  const shown = names.slice(0, maxNames).join('、')
  return names.length > maxNames ? `${shown} +${names.length - maxNames}` : shown
}

const orange = 'FF9D00'
const green = '15BC83'
const red = 'FF5219'
const grey = '858E99'

const colors: Record<FlowStatus, string> = {
  draft: grey,
  signing: orange,
  completed: green,
  revoked: grey,
  terminated: grey,
  expired: red,
  deleted: grey,
  refused: red,
  unknown: grey,
}

export function statusBarOf(frame: MessageFrame, status: FlowStatus): StatusBar {
  return {
    text: said(frame, statusText(status, 'zh'), statusText(status, 'en')),
    color: colors[status],
  }
}
