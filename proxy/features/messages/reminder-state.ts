import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { ReminderState } from '#shared/schemas/flow/remind/reminder.ts'

export const earliestReminderMs = reminderLimits.earliestMinutes * 60_000
export const reminderIntervalMs = reminderLimits.intervalMinutes * 60_000

export type WaitedFor = {
  name: string | null
  /** Null unless it is certain. */
  userId: string | null
  /** User id of the person it may be, who may have a different name in DingTalk. */
  mayBe?: string | null
}

/** What decides whether somebody can remind. Times are epoch milliseconds. */
export type ReminderFacts = {
  kind: NextStepKind
  /** All of them, whatever they have to do. */
  waitedFor: readonly WaitedFor[]
  asker: { userId: string; name: string }
  /** Whether the asker is one of the flow's people, its initiator or an admin. */
  isAllowed: boolean
  /** Whether the app can send notifications. */
  canNotify: boolean
  /** Whether notifications can have free text. */
  takesNotes?: boolean
  /** When the flow started; null if unknown. */
  startedAt: number | null
  lastReminderAt: number | null
  now: number
}

export type Recipient = { userId: string; name: string | null }

/** Steps that wait for people. */
const waitingKinds: ReadonlySet<NextStepKind> = new Set([
  'waiting-for-signature',
  'waiting-for-anyone',
  'waiting-for-seal-approval',
  'seal-approval-refused',
  'waiting-for-several',
  'signing-unknown-who',
])

/** Everyone but those who are the asker or may be. */
function others({ waitedFor, asker }: ReminderFacts): WaitedFor[] {
  return waitedFor.filter(({ userId, mayBe, name }) =>
    userId === null
      ? mayBe !== asker.userId && (name === null || name !== asker.name)
      : userId !== asker.userId,
  )
}

/** Who would be reminded: everyone waited for whose user id is known, except for the asker. */
export function reminderRecipients(facts: ReminderFacts): Recipient[] {
  const recipients = new Map<string, Recipient>()
  for (const { userId, name } of others(facts))
    if (userId !== null) recipients.set(userId, { userId, name })
  return [...recipients.values()]
}

/** Whether and from when on somebody can remind, and whom that reaches. */
export function reminderStateOf(facts: ReminderFacts): ReminderState {
  const { kind, waitedFor, isAllowed, canNotify, takesNotes, startedAt, lastReminderAt, now } =
    facts
  const left = others(facts)
  const isOnlyAsker = waitedFor.length > 0 && left.length === 0
  if (!isAllowed || !waitingKinds.has(kind) || isOnlyAsker)
    return { state: 'nobody', availableAt: null, reached: [], unreached: [] }
  const recipients = canNotify ? reminderRecipients(facts) : []
  const unreached = left.filter(({ userId }) => userId === null || !canNotify)
  const names = {
    reached: recipients.map(({ name }) => name),
    unreached: [...new Set(unreached.map(({ name }) => name))],
    ...(takesNotes === true && recipients.length > 0 && { takesNote: true as const }),
  }
  if (recipients.length === 0) return { state: 'unknown-people', availableAt: null, ...names }
  const earliest = startedAt === null ? now : startedAt + earliestReminderMs
  if (now < earliest) return { state: 'too-early', availableAt: earliest, ...names }
  // A time in the future was noted by a clock that was ahead.
  const isKnown = lastReminderAt !== null && lastReminderAt < now + reminderIntervalMs
  const next = isKnown ? lastReminderAt + reminderIntervalMs : now
  if (now < next) return { state: 'too-soon', availableAt: next, ...names }
  return { state: 'possible', availableAt: null, ...names }
}
