import type { FlowSort } from '#shared/rules/codes/flow-sort.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { PersonTexts } from '#shared/rules/party/party.ts'
import type { FileDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import type { ContractState } from '#shared/rules/situation/happenings.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { workKinds } from '#shared/rules/situation/stage-durations.ts'
import type { CursorPage } from '#proxy/base/store/cursor.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type FlowStore = {
  recordStart(corpId: string, flow: NewFlow): Promise<void>
  /** To be called before e签宝 is asked. */
  beginReading(corpId: string, taskId: string): Promise<BegunReading>
  /** @returns false, without a change, if a reading that started later is stored already */
  recordReading(corpId: string, reading: FlowUpdate): Promise<boolean>
  find(corpId: string, taskId: string): Promise<StoredFlow | null>
  findStarted(reference: string): Promise<StartedRecord | null>
  /**
   * The corps that have a task, for callers that only know its id. Those in which it was only
   * registered, and never read, count if there is no other.
   */
  corpsOf(taskId: string): Promise<string[]>
  /** How a flow was started here, as this user may know it. */
  startOf(corpId: string, taskId: string, userId: string): Promise<StoredStart>
  /** Signers in order, then people who get a copy. */
  peopleOf(corpId: string, taskId: string): Promise<StoredPerson[]>
  flowContextOf(corpId: string, taskId: string, userId: string): Promise<FlowContext>
  /** The part that is the same for all requesters, for use before the requester is known. */
  sharedFlowContextOf(corpId: string, taskId: string): Promise<SharedFlowContext>
  /**
   * A page of flows. Following the cursors visits each flow once, even if flows are added meanwhile.
   * @throws ProblemError `invalid-request` for a cursor that is not ours
   */
  list(corpId: string, query: FlowQuery): Promise<CursorPage<ListedStoredFlow>>
  narrowings(corpId: string, query: FlowQuery): Promise<FlowNarrowings>
}

export type NewFlow = {
  taskId: string
  title: string | null
  status: FlowStatus
  initiator: { userId: string; name: string | null; organization: string | null }
  people: readonly NewPerson[]
  deadline: number | null
  startedAt: number
  /** Our own unique id of the flow, which e签宝 was given. */
  reference?: string | undefined
  /** e签宝's page for finishing a draft, encrypted. */
  startPage?: string | undefined
  files?: readonly FileDraft[] | undefined
}

/** What only the start form needs of a flow started here. */
export type StoredStart = {
  /** Encrypted; null if it is not this user's draft, or the page is not known. */
  page: string | null
  files: readonly FileDraft[]
}

export type StartedRecord = { corpId: string; taskId: string; status: FlowStatus }

/** Of an outsider, the user id is null; of a member, the account and the organization are. */
export type NewPerson = PersonTexts & {
  role: 'signer' | 'cc'
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order: number | null
  /** How the person has to sign, as entered by the initiator. */
  requirement: string | null
}

export type BegunReading = {
  /**
   * Greater than that of all readings started earlier on any instance, whose clocks may differ.
   */
  order: number
  seen: SeenFlow
}

/** A flow as it was stored, read without a lock. */
export type SeenFlow = {
  /** Null for an unknown flow. */
  state: FlowState | null
  /** Another one after each write of the flow or its people; null for an unknown flow. */
  version: string | null
  /** Of the stored reading, see `BegunReading`; null before the first one. */
  order: number | null
  /** When something last happened to it; null if it is not to be read by itself. */
  activeAt: EpochMs | null
}

export type FlowState = Omit<ContractState, 'signed' | 'people'> & {
  /** See `StoredFlow`. */
  signed: SignedCount | null
  /** See `FlowUpdate`; from the same reading as `nextStep`. */
  lastLogAt: EpochMs | null
  initiator: { userId: string | null; name: string | null; organization: string | null }
  people: readonly StoredPerson[]
  reminders: AutoReminders | null
}

export type AutoReminders = {
  every: 'day' | 'three-days' | 'last-day'
  userId: string
  name: string
  at: EpochMs
}

export type FlowUpdate = {
  taskId: string
  title: string | null
  status: FlowStatus
  /** e签宝's own value for `status`. */
  statusCode: number | string | null
  initiator: { name: string | null; organization: string | null }
  /** From an incomplete reading, as far as known. */
  nextStep: NextStep
  /** Whether signers and seal approvals could be read. */
  isWhole: boolean
  /** Time of the last record that may move the flow on, by e签宝's clock; null if it has none. */
  lastLogAt: number | null
  /** Log records that may have ended turns, for when signers could not be read. */
  acts: readonly SignerAct[]
  /** When the flow was created, if the log says. */
  createdAt: number | null
  /** In order; null if they could not be read. */
  signers: readonly ReadSigner[] | null
  /** Null or left out if signers could not be read. */
  signed?: SignedCount | null
  /** See the function of this name; null if omitted. */
  signaturesOfNamesakes?: readonly number[] | null
  /** Oldest first; of very many, the latest. */
  finishedStages: readonly FinishedStage[]
  readAt: number
  /** See `BegunReading`; null for a reading without a number, which replaces no other. */
  order: number | null
  /** See `BegunReading`; spares reading and locking the flow again if it is still the same. */
  seen?: SeenFlow | undefined
}

export type SignedCount = { count: number; total: number }

/** A log record that ends the turn of its signer, or with `endsAll` everybody's turn. */
export type SignerAct = { by: string | null; at: number | null; endsAll: boolean }

/** How long a stage took, milliseconds. */
export type FinishedStage = { kind: (typeof workKinds)[number]; tookMs: number }

/**
 * Upstream returns signers by name only; one that was started here keeps its user id by that name.
 */
export type ReadSigner = {
  name: string | null
  /** Whether it is the turn of the person who signs under this name. */
  isWaitedFor: boolean
  /** Whether somebody of this name passed signing on, which makes the name doubtful. */
  isPassedOn?: boolean
}

export type StoredFlow = {
  taskId: string
  title: string | null
  status: FlowStatus
  statusCode: number | string | null
  initiator: { userId: string | null; name: string | null; organization: string | null }
  deadline: number | null
  /** At the time of `confirmedAt`. */
  nextStep: NextStep | null
  /** As last read; null if signers could not be read since the status changed. */
  signed: SignedCount | null
  createdAt: number | null
  firstSeenAt: number
  /** See `FlowUpdate`. */
  lastLogAt: number | null
  /** When upstream was last read; null for a flow that was started here and not read since. */
  confirmedAt: number | null
  /** Whether it was started here, or registered by another system. */
  startedHere: boolean
}

export type StoredPerson = NewPerson & { isWaitedFor: boolean }

/** A file of a flow, without its address. Unknown values are null. */
export type StoredDocument = DocumentFacts & { fileId: string | null }

export type StoredDocuments = {
  /** The flow's status when they were read; signing changes the files. */
  status: FlowStatus
  files: readonly StoredDocument[]
}

export type SharedFlowContext = {
  /** Null for an unknown flow. */
  flow: StoredFlow | null
  /** Signers in order, then people who get a copy. */
  people: StoredPerson[]
  /** The latest twenty, newest first. */
  reminders: StoredReminder[]
  /** How often the signing links of outsiders were taken, and when last, by the signer's name. */
  signLinks: { name: string | null; count: number; at: number }[]
  /** Null until they were read. */
  documents: StoredDocuments | null
}

export type FlowContext = SharedFlowContext & { involvement: Involvement }

export type ListedStoredFlow = StoredFlow & {
  /** Whether it is this user's turn, by user id or by name. */
  waitsForMe: boolean
  /** Whether only the user's name says so. */
  isMineByName: boolean
  /** Whether DingTalk names the user id among those who decide on an approval of the flow. */
  isApprover: boolean
  /** The companies that outside signers act for. */
  counterparts: string[]
  /** The person for whom alone the search found it. */
  found: { role: 'signer' | 'cc'; name: string | null } | null
}

export type FlowNarrowings = {
  /** Flows of each status, of the list without its statuses. */
  counts: Partial<Record<FlowStatus, number>>
  /** The most frequent five of the list without its initiator, most frequent first. */
  initiators: { userId: string | null; name: string; count: number }[]
}

export type FlowQuery = {
  /**
   * - `waiting`: it is this user's turn; also by name alone if `byName` is given.
   * - `started`: this user started it here.
   * - `mine`: this user started it, signs it, gets a copy or was let in, also by a signed link.
   * - `opened`: `mine`, and flows that this user has opened, if opening a flow grants access.
   * - `corp`: all flows of the corp.
   */
  scope: 'waiting' | 'started' | 'mine' | 'opened' | 'corp'
  userId: string
  /**
   * The user's name in DingTalk, and the scope of flows the user sees: among these, it is also the
   * user's turn if only the name of the person waited for is known. Names do not count if omitted.
   */
  byName?: { name: string; sees: 'mine' | 'opened' | 'corp' }
  /** The current time, by which signed links may have expired. */
  at: number
  /** Any of these; all if omitted. */
  status?: readonly FlowStatus[] | undefined
  /** Those created, or else first seen, at that time or later. */
  since?: number | undefined
  /** User id of the initiator, or the name of one whose user id is not known. */
  by?: string | undefined
  /** Those being signed whose deadline is at that time or earlier. */
  due?: number | undefined
  /** `newest` if omitted. */
  sort?: FlowSort | undefined
  /** Part of a title, a name, a company, a masked account or a task id, case-insensitive. */
  q?: string | undefined
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined
  limit: number
}

export type Involvement = {
  /**
   * Whether the user started the flow here, signs it, gets a copy or was let in; by user id only.
   */
  isPerson: boolean
  /**
   * Whether DingTalk names the user id among those who decide on an approval of the flow; false only
   * if it names others alone on the one that the flow waits for, null if that is not known.
   */
  isApprover: boolean | null
  /** When the user's signed link expires or expired; null without one. */
  grantedUntil: number | null
  /** The user's latest two openings, newest first. */
  openings: number[]
}

export type NewReminder = {
  corpId: string
  taskId: string
  /** The person who reminded. */
  userId: string
  name: string
  recipients: readonly { userId: string; name: string | null }[]
  at: number
}

export type StoredReminder = Omit<NewReminder, 'corpId' | 'taskId'> & { id: number }
