import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { sentMessageSchema, type Messenger } from '#proxy/features/messages/messenger.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import type { NewsStore } from '#proxy/base/store/outbox/news-store.ts'
import type { Job } from '#proxy/base/store/jobs/job.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { sendToOne } from '#proxy/features/messages/send-to-one.ts'
import type { JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import { messagePayloadSchema } from './news-payload.ts'
import { stillHolds } from './news-sender.ts'
import { newsText, statusBarOf } from './news-text.ts'

export type MessageSenderDeps = {
  messenger: Messenger
  registry: Pick<FlowStore, 'find'>
  book: Pick<NewsStore, 'wants'>
  /** Whether a follower of a flow may still see it. */
  maySee: (corpId: string, userId: string, taskId: string) => Promise<boolean>
  times: Pick<CorpTimes, 'frameOf'>
}

/**
 * Sends a message to one person, unless that person has muted the flow or may no longer see it: a
 * message may have waited for days.
 */
export function createMessageSender(deps: MessageSenderDeps): Sender {
  const { messenger, registry, book, maySee, times } = deps
  return {
    isRepeatable: false,
    disturbs: () => true,
    async run(row, call) {
      const { corpId, taskId, userId } = row
      if (taskId === null || userId === null) return { dropped: 'no-person' }
      const { news, at } = messagePayloadSchema.parse(row.payload)
      const flow = await registry.find(corpId, taskId)
      if (flow === null || !stillHolds(news, flow, call.now)) return { dropped: 'moved-on' }
      const isWanted = await book.wants({ corpId, taskId, userId }, news.about)
      if (!isWanted) return { dropped: 'not-wanted' }
      if (flow.initiator.userId !== userId && !(await maySee(corpId, userId, taskId)))
        return { dropped: 'no-right' }
      const frame = await times.frameOf(corpId)
      const text = newsText(frame, { corpId, taskId, flow, news, at })
      const bar = statusBarOf(frame, flow.status)
      return sendToOne(messenger, row, { userId, text, bar }, call)
    },
  }
}

/** How long DingTalk allows a status bar to be changed. */
const barChangesMs = 7 * 24 * 60 * 60_000

const kindsWithBar = ['message', 'auto-reminder'] as const

/** Updates the status bars of a flow's sent messages after its status changed. */
export function createBarsSender(jobs: Pick<JobStore, 'ofFlow'>): Sender {
  return {
    isRepeatable: true,
    disturbs: () => false,
    async run({ corpId, taskId, key }, { now }) {
      if (taskId === null) return { dropped: 'no-flow' }
      const ofKinds = await Promise.all(
        kindsWithBar.map((kind) => jobs.ofFlow(corpId, taskId, kind)),
      )
      const put = ofKinds.flat().flatMap((message) => {
        if (!mayHaveBar(message, now)) return []
        const of = { corpId, kind: 'bar', key: `${key}:${message.id}`, userId: null, taskId }
        return [{ ...of, queue: message.queue, payload: { key: message.key }, dueAt: now }]
      })
      return { put }
    },
  }
}

/** A message still being sent may get a bar; later ones show the status of their time. */
function mayHaveBar(message: Job, now: number): boolean {
  const { kind, state, isTaken, settledAt, result } = message
  if (state === 'calling' || (isTaken && kind === 'message')) return true
  const isSent = state === 'done' && settledAt !== null && settledAt > now - barChangesMs
  return isSent && (sentMessageSchema.safeParse(result).data?.bar ?? null) !== null
}

const barPayloadSchema = z.object({
  /** The message's. */
  key: z.string(),
})

export type BarSenderDeps = {
  messenger: Pick<Messenger, 'changeBar'>
  registry: Pick<FlowStore, 'find'>
  jobs: Pick<JobStore, 'find'>
  times: Pick<CorpTimes, 'frameOf'>
}

/** Changes the status bar of one message. Idempotent. */
export function createBarSender({ messenger, registry, jobs, times }: BarSenderDeps): Sender {
  return {
    isRepeatable: true,
    disturbs: () => false,
    async run({ corpId, taskId, payload, dueAt }): Promise<JobResult> {
      const { key } = barPayloadSchema.parse(payload)
      const message = await jobs.find(corpId, key)
      const flow = taskId === null ? null : await registry.find(corpId, taskId)
      const sent = sentMessageSchema.safeParse(message?.result).data
      if (flow === null || sent === undefined || sent.bar === null) return { dropped: 'no-bar' }
      const bar = statusBarOf(await times.frameOf(corpId), flow.status)
      const isSentSince = (message?.settledAt ?? 0) > dueAt
      if (isSentSince && isDeepStrictEqual(bar, sent.bar)) return { dropped: 'as-sent' }
      await messenger.changeBar(corpId, sent.notificationId, bar)
      return {}
    },
  }
}
