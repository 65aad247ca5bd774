import type { ReminderAnswer } from '#shared/schemas/flow/remind/reminder.ts'
import type { RemindersPreview } from '#shared/schemas/flow/remind/several-reminders.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import { deliveryOf } from '#proxy/features/messages/delivery.ts'
import type { LeftOut, SendReminder } from '#proxy/features/messages/send-reminder.ts'
import type { ReminderStore } from '#proxy/base/store/flows/reminder-store.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import {
  reminderIntervalMs,
  reminderStateOf,
  reminderRecipients,
  type ReminderFacts,
} from '#proxy/features/messages/reminder-state.ts'
import {
  toFlowRecord,
  toReminder,
  toReminderFacts,
} from '#proxy/features/flows/read/requester-record.ts'
import type { Clock } from '#shared/rules/time.ts'

/** What comes along with a request to remind. */
export type ReminderRequest = {
  /** `access` of a signed link. */
  link?: string | undefined
  note?: string | null | undefined
}

/** Reminds the people whom a flow waits for. */
export type FlowReminders = {
  /**
   * @throws ProblemError `invalid-request` for a note that the channel does not take, `urge-nobody`, `urge-too-early`, `urge-too-soon`, `day-limit-reached`, `flow-forbidden` if the
   * asker is not one of the flow's people, `store-unavailable`; see `FlowAccess.require`,
   * `FlowReader.read`; and why DingTalk refused the message
   */
  remind(session: SessionClaims, taskId: string, request?: ReminderRequest): Promise<ReminderAnswer>
  /**
   * What a reminder would do now.
   * @throws ProblemError `flow-forbidden`, `store-unavailable`; see `FlowReader.read`
   */
  preview(
    session: SessionClaims,
    taskId: string,
  ): Promise<Pick<RemindersPreview['flows'][number], 'reminderState' | 'outsiders'>>
}

export type RemindersDeps = {
  access: FlowAccess
  flows: Pick<FlowReader, 'read'>
  flowContexts: Pick<FlowContexts, 'recall' | 'forget'>
  journal: Pick<ReminderStore, 'claim'>
  jobs: Pick<JobStore, 'put'>
  roles: Pick<Roles, 'isAdmin'>
  /** Null if the app cannot send messages. */
  sendReminder: SendReminder | null
  /** Whether its messages can have free text. */
  takesNotes: boolean
  /** See `Showing`. */
  givesSignLinks: boolean
  log: Pick<Logger, 'warn'>
  now: Clock
}

export function createReminders(deps: RemindersDeps): FlowReminders {
  const { access, flows, flowContexts, journal, jobs, roles, sendReminder, log, now } = deps
  const { takesNotes, givesSignLinks } = deps

  async function factsOf(session: SessionClaims, taskId: string, link?: string) {
    const { corpId, userId, name } = session
    await access.require(session, taskId, link)
    const [reading, flowContext] = await Promise.all([
      flows.read(corpId, taskId),
      flowContexts.recall(session, taskId),
    ])
    const requester = { userId, name, isAdmin: roles.isAdmin(session) }
    const canNotify = sendReminder !== null
    const offers = { canNotify, takesNotes, givesSignLinks }
    const showing = { flowContext, reading, requester, ...offers, now: now() }
    return { showing, facts: toReminderFacts(showing), reading, flowContext }
  }

  return {
    async preview(session, taskId) {
      const { showing } = await factsOf(session, taskId)
      const { people, urge } = toFlowRecord(showing, null)
      const outsiders = people.flatMap(({ name, hasSignLink, isWaitedFor, ...of }, signer) => {
        if (hasSignLink !== true || !isWaitedFor) return []
        return { signer, name, organization: of.organization ?? null, account: of.account ?? null }
      })
      return { reminderState: urge, ...(outsiders.length > 0 && { outsiders }) }
    },

    async remind(session, taskId, { link, note = null } = {}) {
      const { corpId, userId, name } = session
      const { facts, reading, flowContext } = await factsOf(session, taskId, link)
      const at = facts.now
      requirePossible(facts)
      if (sendReminder === null) throw nobody()
      if (note !== null && !takesNotes)
        throw new ProblemError('invalid-request', 'Messages of this app cannot have a note.')

      const asked = {
        corpId,
        taskId,
        title: reading.flow.title ?? flowContext.flow?.title ?? null,
        from: { userId, name },
        note,
        recipients: reminderRecipients(facts),
        statusBar: null,
        // DingTalk may have sent it anyway, but reminding twice is better than not at all.
        forgetsLost: true,
        at,
      }
      const outcome = await sendReminder(asked, async (reminder) => {
        const claim = await fromStore(journal.claim(reminder, reminderIntervalMs), storeMs)
        flowContexts.forget(corpId, taskId)
        return claim
      }).catch((error: unknown) => {
        flowContexts.forget(corpId, taskId)
        throw error
      })
      if (outcome.kind === 'day-limit') throw overLimit(outcome, at)
      if (outcome.kind === 'too-soon') throw tooSoon(outcome.availableAt - at)
      const { reminder, result } = outcome
      const heldBack = outcome.overLimit.map((recipient) => recipient.name)
      const of = { corpId, taskId, key: `reminder:${taskId}:${at}` }
      await jobs.put([deliveryOf(of, result.notificationId, at)], at).catch((err: unknown) => {
        log.warn({ corpId, taskId, err }, 'delivery check of a reminder not scheduled')
      })
      return {
        urge: toReminder(reminder),
        ...(heldBack.length > 0 && { heldBack }),
        reminderState: reminderStateOf({ ...facts, lastReminderAt: at }),
      }
    },
  }
}

/** @throws ProblemError */
function requirePossible(facts: ReminderFacts): void {
  if (!facts.isAllowed) {
    throw new ProblemError('flow-forbidden', 'Only people of the flow and admins may remind.')
  }
  const { state, availableAt } = reminderStateOf(facts)
  const msLeft = (availableAt ?? facts.now) - facts.now
  if (state === 'too-soon') throw tooSoon(msLeft)
  if (state === 'too-early') {
    throw new ProblemError(
      'urge-too-early',
      'The flow was started too recently to send a reminder.',
      {
        retryAfter: Math.ceil(msLeft / 1000),
      },
    )
  }
  if (state !== 'possible') throw nobody()
}

function tooSoon(msLeft: number): ProblemError {
  return new ProblemError('urge-too-soon', 'A reminder was sent too recently.', {
    retryAfter: Math.ceil(msLeft / 1000),
  })
}

/** Nobody is below the limit of the day. */
function overLimit({ overLimit: people, until }: LeftOut, at: number): ProblemError {
  return new ProblemError('day-limit-reached', 'DingTalk takes no more messages to them today.', {
    retryAfter: Math.ceil((until - at) / 1000),
    names: people.flatMap(({ name }) => name ?? []),
  })
}

function nobody(): ProblemError {
  return new ProblemError('urge-nobody', 'There is nobody to remind.')
}
