import { type ShownText, shownTexts } from '#shared/rules/party/party.ts'
import { maskedAccount } from '#shared/rules/party/masked-account.ts'
import type { FlowPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import type { Reminder } from '#shared/schemas/flow/remind/reminder.ts'
import { identifiedSigners, mergePeople } from '#proxy/base/store/flows/merge-people.ts'
import type {
  FlowContext,
  StoredPerson,
  StoredReminder,
} from '#proxy/base/store/flows/flow-types.ts'
import { attachmentsIn } from './attachments-in.ts'
import { readSignersIn } from './flow-update.ts'
import { situationIn, type FlowReading } from './flow-reading.ts'
import {
  reminderStateOf,
  type ReminderFacts,
  type WaitedFor,
} from '#proxy/features/messages/reminder-state.ts'
import { mayManage } from '#proxy/features/session/roles.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type Showing = {
  flowContext: FlowContext
  reading: FlowReading
  requester: { userId: string; name: string; isAdmin: boolean }
  /** Whether the app can send notifications at all. */
  canNotify: boolean
  /** Whether notifications can have free text. */
  takesNotes?: boolean
  /** Whether e签宝 gives links for signing outside of DingTalk. */
  givesSignLinks?: boolean
  now: EpochMs
}

export function toFlowRecord(showing: Showing, lastOpenedAt: number | null): FlowRecord {
  const { flowContext, reading, requester, givesSignLinks = true } = showing
  const people = peopleIn(showing)
  const initiatorUserId = flowContext.flow?.initiator.userId
  const mayManageFlow = mayManage(requester, initiatorUserId)
  const isSigning = reading.flow.status === 'signing'
  const mayLink = givesSignLinks && isSigning && mayManageFlow
  const reminders = flowContext.reminders.map(toReminder)
  const attachments = attachmentsIn(reading.flow.logs)
  return {
    deadline: flowContext.flow?.deadline ?? null,
    isInitiator: requester.userId === initiatorUserId,
    mayManage: mayManageFlow,
    ...(flowContext.involvement.isApprover !== null && {
      isApprover: flowContext.involvement.isApprover,
    }),
    people: people.map((person) => {
      const { role, name, userId, account, order, requirement, isWaitedFor } = person
      return {
        ...shownOf(person),
        role,
        name,
        order,
        requirement,
        isMe: userId === requester.userId,
        isWaitedFor,
        ...contactOf(person, flowContext),
        ...(mayLink && role === 'signer' && account !== null ? { hasSignLink: true as const } : {}),
      }
    }),
    reminders,
    urges: reminders,
    urge: reminderStateOf(toReminderFacts(showing, people)),
    lastOpenedAt,
    ...(flowContext.documents !== null && {
      documents: flowContext.documents.files.map(({ name, bytes, pages }) => ({
        name,
        bytes,
        pages,
      })),
    }),
    ...(attachments.length > 0 && { attachments }),
  }
}

export function toReminder({
  name,
  recipients,
  at,
}: Omit<StoredReminder, 'id' | 'userId'>): Reminder {
  return { name, recipients: recipients.map((recipient) => recipient.name), at }
}

function shownOf(person: StoredPerson): Partial<Record<ShownText, string>> {
  const texts = shownTexts.flatMap((text) => {
    const value = person[text]
    if (value === null) return []
    return [[text, text === 'account' ? maskedAccount(value) : value]]
  })
  return Object.fromEntries(texts)
}

/** Reminders to a colleague, or signing links of an outsider that were given out. */
function contactOf(
  { role, userId, account, name }: StoredPerson,
  { reminders, signLinks }: FlowContext,
): Pick<FlowPerson, 'contacted'> {
  if (role !== 'signer') return {}
  if (account !== null) {
    const taken = signLinks.find((link) => link.name === name)
    return taken === undefined ? {} : { contacted: { count: taken.count, at: taken.at } }
  }
  const received = reminders.filter(({ recipients }) =>
    recipients.some((recipient) => recipient.userId === userId),
  )
  const [latest] = received
  return latest === undefined ? {} : { contacted: { count: received.length, at: latest.at } }
}

/** The facts that decide whether somebody can remind. */
export function toReminderFacts(showing: Showing, people = peopleIn(showing)): ReminderFacts {
  const { flowContext, reading, requester, canNotify, takesNotes = false, now } = showing
  const { userId, name } = requester
  const situation = situationIn(reading, flowContext.people)
  return {
    kind: situation.next.kind,
    waitedFor: waitedForIn(situation, identifiedSigners(flowContext.people)),
    asker: { userId, name },
    isAllowed:
      mayManage(requester, flowContext.flow?.initiator.userId) ||
      people.some((person) => person.userId === userId),
    canNotify,
    takesNotes,
    startedAt: startOf(showing),
    lastReminderAt: flowContext.reminders[0]?.at ?? null,
    now,
  }
}

function waitedForIn(
  { signers, approvals, next }: Situation,
  known: readonly StoredPerson[],
): WaitedFor[] {
  const isAnyone = next.kind === 'waiting-for-anyone'
  const waiting = signers.filter(
    ({ state }) => state === 'due' || (isAnyone && state === 'unknown'),
  )
  const toSign = waiting.map(({ name, state, person, isPersonSure }): WaitedFor => {
    const userId = known[person ?? -1]?.userId ?? null
    return state === 'due' && isPersonSure
      ? { name, userId }
      : { name, userId: null, mayBe: userId }
  })
  const deciding = approvals.flatMap(({ isWaitedFor, deciders }) => (isWaitedFor ? deciders : []))
  return [...toSign, ...deciding.map((name) => ({ name, userId: null }))]
}

/** The people of a flow started here; whose turn it is comes from the reading. */
function peopleIn({ flowContext, reading }: Showing): StoredPerson[] {
  const { flow, people } = flowContext
  if (flow?.startedHere !== true) return []
  const signers = readSignersIn(reading, situationIn(reading, people))
  return signers === null
    ? people.map((person) => ({ ...person, isWaitedFor: false }))
    : mergePeople(people, signers)
}

function startOf({ flowContext, reading }: Showing): number | null {
  const timeOf = (type: string) => reading.flow.logs.find((log) => log.type === type)?.time ?? null
  return timeOf('flow-started') ?? timeOf('flow-created') ?? flowContext.flow?.createdAt ?? null
}
