import type { FlowRecord } from '../../shared/flow-record.ts'
import type { Urge } from '../../shared/urge.ts'
import { mergeSigners } from '../store/merge-signers.ts'
import type { Dossier, FlowPerson, Urge as NotedUrge } from '../store/registry.ts'
import { turnsIn } from './flow-facts.ts'
import type { FlowReading } from './flow-reading.ts'
import { urgeOutlook, type UrgeFacts } from './urge-outlook.ts'

/** What somebody is shown a flow with. */
export type Showing = {
  dossier: Dossier
  reading: FlowReading
  viewer: { userId: string; isAdmin: boolean }
  /** Whether the app can send notifications at all. */
  canNotify: boolean
  /** Epoch milliseconds. */
  now: number
}

/** What the app itself knows of a flow, for one viewer. */
export function toFlowRecord(showing: Showing, lastOpenedAt: number | null): FlowRecord {
  const { dossier, viewer } = showing
  return {
    deadline: dossier.flow?.deadline ?? null,
    isInitiator: isInitiator(showing),
    people: peopleIn(showing).map(({ role, name, userId, order, requirement, isWaitedFor }) => ({
      role,
      name,
      order,
      requirement,
      isMe: userId === viewer.userId,
      isWaitedFor,
    })),
    urges: dossier.urges.map(toUrge),
    urge: urgeOutlook(toUrgeFacts(showing)),
    lastOpenedAt,
  }
}

export function toUrge({ name, recipients, at }: Omit<NotedUrge, 'id' | 'userId'>): Urge {
  return { name, recipients: recipients.map((recipient) => recipient.name), at }
}

/** What decides whether the viewer can urge. */
export function toUrgeFacts(showing: Showing): UrgeFacts {
  const { dossier, reading, viewer, canNotify, now } = showing
  const people = peopleIn(showing)
  const { userId, isAdmin } = viewer
  return {
    kind: turnsIn(reading, dossier.people).nextStep.kind,
    people,
    userId,
    isAllowed: isAdmin || isInitiator(showing) || people.some((person) => person.userId === userId),
    canNotify,
    startedAt: startOf(showing),
    lastUrgeAt: dossier.urges[0]?.at ?? null,
    now,
  }
}

/** Of a flow that was started here, with whose turn it is by the reading, not by what was noted. */
function peopleIn({ dossier, reading }: Showing): FlowPerson[] {
  const { flow, people } = dossier
  if (flow?.startedHere !== true) return []
  const { signers } = turnsIn(reading, people)
  if (signers === null) return people
  const known = people.filter(({ role }) => role === 'signer')
  return [...mergeSigners(known, signers), ...people.filter(({ role }) => role === 'cc')]
}

function isInitiator({ dossier, viewer }: Showing): boolean {
  return dossier.flow?.initiator.userId === viewer.userId
}

function startOf({ dossier, reading }: Showing): number | null {
  const timeOf = (type: string) => reading.flow.logs.find((log) => log.type === type)?.time ?? null
  return timeOf('flow-started') ?? timeOf('flow-created') ?? dossier.flow?.createdAt ?? null
}
