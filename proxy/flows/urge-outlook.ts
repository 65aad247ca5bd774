import type { NextStepKind } from '../../shared/next-step.ts'
import type { UrgeOutlook } from '../../shared/urge.ts'
import type { FlowPerson } from '../store/registry.ts'

/** A flow is not urged about in its first half hour: people have hardly seen it. */
const earliestMs = 30 * 60_000

/** Between two urges about one flow, whoever sends them. */
export const urgeIntervalMs = 10 * 60_000

/** What decides whether somebody can urge. Times are epoch milliseconds. */
export type UrgeFacts = {
  kind: NextStepKind
  people: readonly FlowPerson[]
  /** The asker. */
  userId: string
  /** Whether the asker is one of the flow's people, its initiator or an admin. */
  isAllowed: boolean
  /** Whether the app can send notifications at all. */
  canNotify: boolean
  /** When the flow began, null when nothing tells. */
  startedAt: number | null
  lastUrgeAt: number | null
  now: number
}

export type Recipient = { userId: string; name: string | null }

/** Steps that people keep waiting. */
const waitingKinds: ReadonlySet<NextStepKind> = new Set([
  'waiting-for-signature',
  'waiting-for-anyone',
  'waiting-for-seal-approval',
  'seal-approval-refused',
  'signing-unknown-who',
])

/** Who would be reminded: those who are waited for and known by user id, but not the asker. */
export function urgeRecipients({ people, userId }: UrgeFacts): Recipient[] {
  const recipients = new Map<string, Recipient>()
  for (const person of people) {
    if (!person.isWaitedFor || person.userId === null || person.userId === userId) continue
    recipients.set(person.userId, { userId: person.userId, name: person.name })
  }
  return [...recipients.values()]
}

/** Whether somebody can urge, and from when on. */
export function urgeOutlook(facts: UrgeFacts): UrgeOutlook {
  const { kind, people, userId, isAllowed, canNotify, startedAt, lastUrgeAt, now } = facts
  const waitedFor = people.filter(({ isWaitedFor }) => isWaitedFor)
  const isOnlyAsker = waitedFor.length > 0 && waitedFor.every((person) => person.userId === userId)
  if (!isAllowed || !waitingKinds.has(kind) || isOnlyAsker) return never('nobody')
  if (!canNotify || urgeRecipients(facts).length === 0) return never('unknown-people')
  const earliest = startedAt === null ? now : startedAt + earliestMs
  if (now < earliest) return { state: 'too-early', availableAt: earliest }
  const next = lastUrgeAt === null ? now : lastUrgeAt + urgeIntervalMs
  if (now < next) return { state: 'too-soon', availableAt: next }
  return { state: 'possible', availableAt: null }
}

function never(state: 'nobody' | 'unknown-people'): UrgeOutlook {
  return { state, availableAt: null }
}
