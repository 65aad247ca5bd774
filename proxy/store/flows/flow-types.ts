import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { workKinds } from '#shared/rules/situation/stage-durations.ts'
import type { CursorPage } from '#proxy/store/cursor.ts'

export type FlowRegistry = {
  /** A flow that was started through us. Its people are the ones it was started with. */
  recordStart(corpId: string, flow: NewFlow): Promise<void>
  /**
   * A number for a reading that is about to begin: greater than that of every reading that began
   * before on any instance, whose clocks may differ.
   */
  beginReading(): Promise<number>
  /**
   * What upstream told.
   * @returns false when one that began later is remembered already; then nothing is changed
   */
  recordReading(corpId: string, reading: FlowUpdate): Promise<boolean>
  find(corpId: string, taskId: string): Promise<StoredFlow | null>
  /** The flow that was started under a reference of ours. */
  findStarted(reference: string): Promise<StartedRecord | null>
  /** The corps that know a task, for callers that only have its id. */
  corpsOf(taskId: string): Promise<string[]>
  /** Corps that have flows, ten thousand at most. */
  corps(): Promise<string[]>
  /** Signers in their order, then those who get a copy. */
  peopleOf(corpId: string, taskId: string): Promise<StoredPerson[]>
  /** All that is remembered of a flow for somebody who looks at it. */
  flowContextOf(corpId: string, taskId: string, userId: string): Promise<FlowContext>
  /** The part that is the same for all viewers, for before the viewer is known. */
  sharedFlowContextOf(corpId: string, taskId: string): Promise<SharedFlowContext>
  /**
   * A page of flows, the one that was first seen last in front. Following the cursors visits each
   * flow once, whatever is added meanwhile.
   * @throws ProblemError `invalid-request` for a cursor that is not one of ours
   */
  list(corpId: string, query: FlowQuery): Promise<CursorPage<ListedStoredFlow>>
}

export type Generation = '1.0' | '2.0'

export type NewFlow = {
  taskId: string
  title: string | null
  generation: Generation
  status: FlowStatus
  initiator: { userId: string; name: string | null; organization: string | null }
  people: readonly NewPerson[]
  /** Until when it can be signed. */
  deadline: number | null
  startedAt: number
  /** Our own id of it, that e签宝 was given, which no other flow has. */
  reference?: string | undefined
}

export type StartedRecord = { corpId: string; taskId: string; status: FlowStatus }

export type NewPerson = {
  role: 'signer' | 'cc'
  name: string | null
  /** Of a member of the corp. */
  userId: string | null
  /** Telephone number or mail address of somebody outside. */
  account: string | null
  /** Who has a smaller one signs before; who has the same one signs at the same time. */
  order: number | null
  /** How the person has to sign, in the words of the person who started the flow. */
  requirement: string | null
}

export type FlowUpdate = {
  taskId: string
  title: string | null
  generation: Generation
  status: FlowStatus
  /** e签宝's own value for `status`. */
  statusCode: number | string | null
  initiator: { name: string | null; organization: string | null }
  /** Of a reading that is not whole, as far as it tells. */
  nextStep: NextStep
  /** Whether signers and seal approvals could be read. */
  isWhole: boolean
  /** The time of the last record that may move the flow on, by e签宝's clock; null where it has none. */
  lastLogAt: number | null
  /** What may have ended turns, by the log, where signers could not be read. */
  acts: readonly SignerAct[]
  /** When the flow was made, where the log tells. */
  createdAt: number | null
  /** In their order; null when they could not be read. */
  signers: readonly ReadSigner[] | null
  /** Those that are over, oldest first; of very many the latest. */
  finishedStages: readonly FinishedStage[]
  /** When upstream told. */
  readAt: number
  /** See `beginReading`; null for a reading without one, which replaces no other. */
  order: number | null
}

/** A record of the log that ends the turn of the signer who did it; with `endsAll`, everybody's turn. */
export type SignerAct = { by: string | null; at: number | null; endsAll: boolean }

/** How long a stage took, milliseconds. */
export type FinishedStage = { kind: (typeof workKinds)[number]; tookMs: number }

/** Upstream tells signers by name only; one that was started here keeps its user id by that name. */
export type ReadSigner = {
  name: string | null
  /** Whether it is the turn of the person who signs under this name. */
  isWaitedFor: boolean
  /** Whether somebody of this name passed signing on, so that the name leaves a doubt. */
  isPassedOn?: boolean
}

export type StoredFlow = {
  taskId: string
  title: string | null
  status: FlowStatus
  statusCode: number | string | null
  initiator: { userId: string | null; name: string | null; organization: string | null }
  deadline: number | null
  /** As of `confirmedAt`. */
  nextStep: NextStep | null
  createdAt: number | null
  firstSeenAt: number
  /** When upstream last told; null for a flow that was started here and not read since. */
  confirmedAt: number | null
  /** Whether it was started here, or registered by another system. */
  startedHere: boolean
  generation: Generation
}

export type StoredPerson = NewPerson & { isWaitedFor: boolean }

export type SharedFlowContext = {
  /** Null for one that is not known. */
  flow: StoredFlow | null
  /** Signers in their order, then those who get a copy. */
  people: StoredPerson[]
  /** The latest twenty, newest first. */
  urges: StoredReminder[]
}

export type FlowContext = SharedFlowContext & { standing: Standing }

export type ListedStoredFlow = StoredFlow & {
  /** Whether it is this user's turn, by user id or by name. */
  waitsForMe: boolean
  /** Whether nothing but the user's name says so. */
  isMineByName: boolean
}

export type FlowQuery = {
  /**
   * - `waiting`: it is this user's turn; by name alone where `byName` says so.
   * - `started`: this user started it here.
   * - `mine`: started, to be signed or received by this user, or shown to, also by a signed link.
   * - `opened`: `mine`, and what this user has opened, for where the person who opens a flow may see it.
   * - `corp`: all of the corp's.
   */
  scope: 'waiting' | 'started' | 'mine' | 'opened' | 'corp'
  userId: string
  /**
   * The user's name as DingTalk tells it, and which flows the user sees: in these it is the user's turn
   * also where no more than the name of who is waited for is known. Left out, names do not count.
   */
  byName?: { name: string; sees: 'mine' | 'opened' | 'corp' }
  /** When it is asked; signed links that have expired by then do not count. */
  at: number
  status?: FlowStatus | undefined
  /** Part of a title, a person's name, an organisation or a task id, in any case. */
  q?: string | undefined
  /** `nextCursor` of the page before. */
  cursor?: string | undefined
  limit: number
}

/** The relation of a person to a flow. */
export type Standing = {
  /** Whether the user started the flow here, signs it, gets a copy or was let in; by user id alone. */
  isPerson: boolean
  /** When the user's signed link ends or ended; null without one. */
  grantedUntil: number | null
  /** When the user opened it, the latest two times, newest first. */
  openings: number[]
}

export type NewReminder = {
  corpId: string
  taskId: string
  /** Who reminded. */
  userId: string
  name: string
  recipients: readonly { userId: string; name: string | null }[]
  at: number
}

export type StoredReminder = Omit<NewReminder, 'corpId' | 'taskId'> & { id: number }
