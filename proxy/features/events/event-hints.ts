import { z } from 'zod'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { IncomingEvent } from '#proxy/upstream/dingtalk/events/stream-frames.ts'
import { toMilliseconds } from '#proxy/upstream/dingtalk/events/pushed-event.ts'
import type { ApprovalStore, ToldApproval } from '#proxy/base/store/flows/approval-store.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { NewsStore } from '#proxy/base/store/outbox/news-store.ts'
import type { SweepStore } from '#proxy/base/store/sweep/sweep-store.ts'
import type { Clock } from '#shared/rules/time.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** What an event says about people and contracts of an organisation. */
type Hint =
  | { kind: 'left'; userIds: string[] }
  /**
   * A seal approval began or ended. `sponsor` is the user id of the one who asked for the seal;
   * `told` if the event says where the approval is.
   */
  | { kind: 'seal-approval'; sponsor: string | null; isOver: boolean; told: Told | null }

/** `startedAt` in epoch milliseconds. */
type Told = Omit<ToldApproval, 'corpId'>

type EventContent = Pick<IncomingEvent, 'type' | 'data'>

/** Category of e签宝's seal approvals (workflow-overview). */
const sealCategory = 'open.com.dd.suite.seal'

const text = z.string().min(1)
const id = z.union([text, z.number().transform(String)])
const ids = z.union([z.array(id), id.transform((one) => [one])]).catch([])

/** event-user-leave-org: `userId` on a Stream line, `UserId` when posted. */
const leftSchema = z.object({ userId: ids, UserId: ids }).partial()

/** event-bpms-instance-change */
const approvalSchema = z.object({
  bizCategoryId: z.literal(sealCategory),
  staffId: text.optional().catch(undefined),
  type: z.string().catch(''),
})

const toldSchema = z.object({
  processInstanceId: text.max(200),
  title: text.max(1000),
  staffId: text.max(200),
  createTime: z.unknown().transform(toMilliseconds).pipe(z.number()),
  url: z.url({ protocol: /^https?$/ }).max(2000),
})

/** The hint of an event; null if it gives none. */
export function hintOf({ type, data }: EventContent): Hint | null {
  if (type === 'user_leave_org') {
    const { userId = [], UserId = [] } = leftSchema.safeParse(data).data ?? {}
    const userIds = [...new Set([...userId, ...UserId])]
    return userIds.length === 0 ? null : { kind: 'left', userIds }
  }
  if (type !== 'bpms_instance_change') return null
  const approval = approvalSchema.safeParse(data).data
  if (approval === undefined) return null
  const { staffId = null, type: course } = approval
  return { kind: 'seal-approval', sponsor: staffId, isOver: course !== 'start', told: toldIn(data) }
}

/** Where an approval is, if the event says it. */
function toldIn(data: unknown): Told | null {
  const told = toldSchema.safeParse(data).data
  if (told === undefined) return null
  const { processInstanceId, title, staffId, createTime, url } = told
  return { instanceId: processInstanceId, title, sponsor: staffId, startedAt: createTime, url }
}

export type FollowHintDeps = {
  news: Pick<NewsStore, 'forget'>
  sweeps: Pick<SweepStore, 'hasten'>
  sealApprovals: Pick<ApprovalStore, 'note' | 'forget'>
  /** Puts the row of the comment on a seal approval that began; null where the app writes none. */
  putComment: ((approval: ToldApproval) => Promise<void>) | null
  events: Pick<Events, 'publish'>
  now: Clock
}

/** Follows up a hint. Repeating it does no harm. */
export type FollowHint = (
  corpId: string,
  event: EventContent & Pick<IncomingEvent, 'bornAt'>,
) => Promise<void>

/**
 * Each reading takes three calls or more of the organisation's daily allowance, and of the many
 * flows that may wait for a seal one has changed.
 */
const maxHastened = 5

export function createFollowHint({
  news,
  sweeps,
  sealApprovals,
  putComment,
  events,
  now,
}: FollowHintDeps): FollowHint {
  return async (corpId, event) => {
    const hint = hintOf(event)
    if (hint?.kind === 'left') {
      for (const userId of hint.userIds) {
        await fromStore(news.forget(corpId, userId), storeMs)
        const left = { type: 'person-left', corpId, userId, at: event.bornAt } as const
        await fromStore(events.publish(left), storeMs)
      }
    }
    if (hint?.kind === 'seal-approval') {
      const { told, isOver } = hint
      noteSettled('seal-approval-event', told === null ? 'without-page' : 'with-page')
      if (told !== null && isOver)
        await fromStore(sealApprovals.forget(corpId, told.instanceId), storeMs)
      else if (told !== null) {
        const approval = { corpId, ...told }
        await fromStore(sealApprovals.note(approval), storeMs)
        if (putComment !== null) await fromStore(putComment(approval), storeMs)
      }
      const hastened = sweeps.hasten(corpId, {
        sponsor: hint.sponsor,
        at: now(),
        limit: maxHastened,
      })
      // Open pages reread them now, and the server when its daily calls allow it.
      for (const taskId of await fromStore(hastened, storeMs))
        await fromStore(events.publish({ type: 'flow-changed', corpId, taskId }), storeMs)
    }
  }
}
