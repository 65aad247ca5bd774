import { isDeepStrictEqual } from 'node:util'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { RereadFlow } from '#proxy/features/notices/reread-flow.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import type { NewsStore } from '#proxy/base/store/outbox/news-store.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { StoredFlow, FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import { newsPayloadSchema, type MessagePayload, type NewsPayload } from './news-payload.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type NewsSenderDeps = {
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  book: Pick<NewsStore, 'followsOf'>
  reread: RereadFlow
  /** Whether a follower of a flow may still see it. */
  maySee: (corpId: string, userId: string, taskId: string) => Promise<boolean>
  monotonic: MonotonicClock
}

/** Turns news of a flow into a message to each person. */
export function createNewsSender(deps: NewsSenderDeps): Sender {
  const { registry, book, reread, maySee, monotonic } = deps

  async function audienceOf(corpId: string, taskId: string, flow: StoredFlow): Promise<string[]> {
    const follows = await book.followsOf(corpId, taskId)
    const initiator = flow.initiator.userId
    const muted = follows.filter(({ state }) => state === 'mute').map(({ userId }) => userId)
    const people = initiator === null || muted.includes(initiator) ? [] : [initiator]
    for (const { userId, state } of follows) {
      if (state !== 'follow' || userId === initiator) continue
      if (await maySee(corpId, userId, taskId)) people.push(userId)
    }
    return people
  }

  return {
    isRepeatable: true,
    // Planned news is not prepared in quiet hours, because it may no longer be true at their end.
    disturbs: ({ kind }) => kind !== 'news',
    async run(row, { now }) {
      const { corpId, taskId, key } = row
      if (taskId === null) return { dropped: 'no-flow' }
      const news = newsPayloadSchema.parse(row.payload)
      // Reread, as it was planned earlier and may have changed.
      if (news.about === 'deadline' || news.about === 'stuck') {
        try {
          await reread(corpId, taskId, monotonic())
        } catch (error) {
          if (isUnknownFlow(error)) return { dropped: 'gone' }
          throw error
        }
      }
      const flow = await registry.find(corpId, taskId)
      if (flow === null) return { dropped: 'gone' }
      if (!stillHolds(news, flow, now)) return { dropped: 'moved-on' }
      const audience = await audienceOf(corpId, taskId, flow)
      const payload: MessagePayload = { news, at: now }
      const put = audience.map((userId): NewJob => {
        const expires = news.about === 'deadline' ? { expiresAt: news.deadline } : {}
        const of = { corpId, kind: 'message', key: `${key}:${userId}`, userId, taskId, ...expires }
        return { ...of, queue: messageQueue(taskId, userId), payload, dueAt: now }
      })
      return { put }
    },
  }
}

/** One queue for each person and flow keeps messages in order. */
export function messageQueue(taskId: string, userId: string): string {
  return `message:${taskId}:${userId}`
}

export function stillHolds(news: NewsPayload, flow: StoredFlow, now: number): boolean {
  if (news.about === 'deadline')
    return !hasEnded(flow.status) && flow.deadline === news.deadline && news.deadline > now
  if (news.about === 'stuck')
    return !hasEnded(flow.status) && isDeepStrictEqual(news.step, flow.nextStep)
  return true
}
