import { z } from 'zod'
import { toldFailures } from '#shared/rules/codes/webhook-kind.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { CorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import type { CorpTimes, MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { sendToOne } from '#proxy/features/messages/send-to-one.ts'
import { messageLines, said } from '#proxy/features/messages/message-text.ts'
import type { Messenger } from '#proxy/features/messages/messenger.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'

const payloadSchema = z.object({
  /** Of the receiver, as an address may contain a secret. */
  host: z.string(),
})

/** Administrators told of one webhook. */
const maxAdmins = 20

const troubleKind = 'webhook-trouble'

const messageKind = 'webhook-message'

/** The job that tells the administrators that a receiver takes nothing. */
export function troubleJob(
  { id, corpId, url }: { id: string; corpId: string; url: string },
  at: EpochMs,
): NewJob {
  const payload = { host: new URL(url).host }
  return { corpId, kind: troubleKind, key: `${troubleKind}:${id}:${at}`, payload, dueAt: at }
}

export type TroubleSenderDeps = {
  admins: Pick<CorpAdmins, 'idsOf'>
  messenger: Pick<Messenger, 'prepare'>
  times: Pick<CorpTimes, 'frameOf'>
}

/** Tells administrators of a failing webhook, each by a job of its own. */
export function createTroubleSenders(deps: TroubleSenderDeps): Record<string, Sender> {
  const { admins, messenger, times } = deps
  return {
    [troubleKind]: {
      isRepeatable: true,
      disturbs: () => false,
      async run({ corpId, key, payload, dueAt }, { now }) {
        const userIds = (await admins.idsOf(corpId)).slice(0, maxAdmins)
        const put = userIds.map((userId): NewJob => {
          const facts = { ...payloadSchema.parse(payload), at: dueAt }
          const of = { corpId, userId, payload: facts, dueAt: now }
          return { ...of, kind: messageKind, key: `${key}:${userId}` }
        })
        return { put }
      },
    },
    [messageKind]: {
      isRepeatable: false,
      disturbs: () => true,
      async run(row, call) {
        const { corpId, userId } = row
        if (userId === null) return { dropped: 'no-person' }
        const { host } = payloadSchema.parse(row.payload)
        const text = troubleText(await times.frameOf(corpId), { corpId, host, at: call.now })
        return sendToOne(messenger, row, { userId, text, bar: null }, call)
      },
    },
  }
}

function troubleText(
  frame: MessageFrame,
  { corpId, host, at }: { corpId: string; host: string; at: EpochMs },
): WorkNotification {
  const url = new URL('/admin', frame.publicUrl)
  url.searchParams.set('view', 'webhooks')
  url.searchParams.set('corpId', corpId)
  const title = said(frame, 'Webhook 无法送达', 'A webhook cannot be delivered', ' · ')
  return {
    title,
    lines: messageLines(
      frame,
      { taskId: '', title, at },
      { name: said(frame, '接收方', 'Receiver'), value: host },
    ),
    text: said(
      frame,
      `连续 ${toldFailures} 次发送失败，请打开查看原因。`,
      `${toldFailures} attempts in a row have failed; open the page to see why.`,
      '',
    ),
    url: url.href,
  }
}
