import type { ReminderAnswer } from '#shared/schemas/flow/reminder.ts'
import type { RemindersPreview } from '#shared/schemas/flow/several-reminders.ts'
import { maxReceivers } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { ReminderJournal } from '#proxy/base/store/flows/reminder-journal.ts'
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
} from '#proxy/features/flows/read/viewer-record.ts'
import type { SentReminder } from '#proxy/features/messages/message-text.ts'
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
   * @throws ProblemError `invalid-request` for a note that the channel does not take, `urge-nobody`, `urge-too-early`, `urge-too-soon`, `flow-forbidden` if the
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
  journal: Pick<ReminderJournal, 'claim' | 'withdraw'>
  events: Pick<Events, 'publish'>
  roles: Pick<Roles, 'isAdmin'>
  /** Null if the app cannot send messages. */
  remind: ((reminder: SentReminder) => Promise<void>) | null
  /** Whether its messages can have free text. */
  takesNotes: boolean
  /** See `Showing`. */
  givesSignLinks: boolean
  log: Pick<Logger, 'warn'>
  now: Clock
}

export function createReminders(deps: RemindersDeps): FlowReminders {
  const { access, flows, flowContexts, journal, events, roles, remind, log, now } = deps
  const { takesNotes, givesSignLinks } = deps

  async function factsOf(session: SessionClaims, taskId: string, link?: string) {
    const { corpId, userId, name } = session
    await access.require(session, taskId, link)
    const [reading, flowContext] = await Promise.all([
      flows.read(corpId, taskId),
      flowContexts.recall(session, taskId),
    ])
    const viewer = { userId, name, isAdmin: roles.isAdmin(session) }
    const canNotify = remind !== null
    const offers = { canNotify, takesNotes, givesSignLinks }
    const showing = { flowContext, reading, viewer, ...offers, now: now() }
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
      if (remind === null) throw nobody()
      if (note !== null && !takesNotes)
        throw new ProblemError('invalid-request', 'Messages of this app cannot have a note.')

      const recipients = reminderRecipients(facts).slice(0, maxReceivers)
      const reminder = { corpId, taskId, userId, name, recipients, at }
      const claim = await fromStore(journal.claim(reminder, reminderIntervalMs), storeMs)
      flowContexts.forget(corpId, taskId)
      if ('lastAt' in claim) throw tooSoon(claim.lastAt + reminderIntervalMs - at)
      try {
        const title = reading.flow.title ?? flowContext.flow?.title ?? null
        const userIds = recipients.map((recipient) => recipient.userId)
        await remind({ corpId, taskId, title, from: name, userIds, note, at })
      } catch (error) {
        // DingTalk may have sent it anyway, but reminding twice is better than not at all.
        await journal.withdraw(claim.id).catch((err: unknown) => {
          log.warn({ corpId, taskId, err }, 'reminder that was not sent not deleted')
        })
        flowContexts.forget(corpId, taskId)
        throw error
      }
      await events.publish({ type: 'flow-changed', corpId, taskId }).catch((err: unknown) => {
        log.warn({ corpId, taskId, err }, 'reminder not published to other instances')
      })
      return {
        urge: toReminder(reminder),
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

function nobody(): ProblemError {
  return new ProblemError('urge-nobody', 'There is nobody to remind.')
}
