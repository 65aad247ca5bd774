import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { FileDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import { json, text, time } from './columns.ts'
import type { FinishedStage, SignedCount, StoredDocument } from './flows/flow-types.ts'

/** Numbers readings in the order they started, across instances. */
export const readingOrder = pgSequence('reading_order')

export const flows = pgTable(
  'flows',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    title: text('title'),
    status: text('status').$type<FlowStatus>().notNull(),
    statusCode: json('status_code').$type<number | string>(),
    initiatorName: text('initiator_name'),
    initiatorOrganization: text('initiator_organization'),
    initiatorUserId: text('initiator_user_id'),
    deadline: time('deadline'),
    nextStep: json('next_step').$type<NextStep>(),
    /** As last read; null if signers could not be read since the status changed. */
    signed: json('signed').$type<SignedCount>(),
    /** See `FlowUpdate`; from the same reading as `nextStep`. */
    lastLogAt: time('last_log_at'),
    createdAt: time('created_at'),
    firstSeenAt: time('first_seen_at').notNull(),
    confirmedAt: time('confirmed_at'),
    /** Of the stored reading, see `readingOrder`; null before the first one. */
    readingOrder: bigint('reading_order', { mode: 'number' }),
    /** Whether it was started here, or registered by another system of the corp. */
    startedHere: boolean('started_here').notNull(),
    /** When the newest registration by another system was signed; null if there is none. */
    registeredAt: time('registered_at'),
    /** Our own id of a flow started here, which e签宝 was given. */
    reference: text('reference'),
    /** e签宝's page for finishing a draft, encrypted; null once it is sent. */
    startPage: text('start_page'),
    /** The files it was started with here. */
    startFiles: json('start_files').$type<readonly FileDraft[]>(),
    /** Whether a `Planner` has planned messages about it. */
    isPlanned: boolean('is_planned').notNull().default(false),
    /** How people were told of their turns in that plan; null for not at all. */
    turnsBy: text('turns_by').$type<'todo' | 'process'>(),
    /** Written by instances of releases before `0001_generation_unused`; read by none. */
    generation: text('generation'),
    /** All searchable text, one line each. */
    searchText: text('search_text').notNull(),
  },
  (flow) => [
    primaryKey({ columns: [flow.corpId, flow.taskId] }),
    index('flows_by_recency').on(flow.corpId, flow.firstSeenAt, flow.taskId),
    index('flows_by_status').on(flow.corpId, flow.status, flow.firstSeenAt, flow.taskId),
    index('flows_by_initiator').on(
      flow.corpId,
      flow.initiatorUserId,
      flow.firstSeenAt,
      flow.taskId,
    ),
    index('flows_by_task').on(flow.taskId),
    uniqueIndex('flows_by_reference').on(flow.reference),
  ],
)

export const flowPeople = pgTable(
  'flow_people',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    position: integer('position').notNull(),
    role: text('role').$type<'signer' | 'cc'>().notNull(),
    userId: text('user_id'),
    account: text('account'),
    name: text('name'),
    /** The company that an outsider acts for. */
    organization: text('organization'),
    /** What the initiator wrote about a signer. */
    remark: text('remark'),
    signOrder: integer('sign_order'),
    requirement: text('requirement'),
    isWaitedFor: boolean('is_waited_for').notNull(),
  },
  (person) => [
    primaryKey({ columns: [person.corpId, person.taskId, person.position] }),
    foreignKey({
      columns: [person.corpId, person.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
    index('flow_people_by_user').on(person.corpId, person.userId, person.taskId),
    index('flow_people_waited_for')
      .on(person.corpId, person.userId, person.taskId)
      .where(sql`is_waited_for`),
  ],
)

/** Durations of a flow's finished stages, as last read. */
export const flowStages = pgTable(
  'flow_stages',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    finished: json('finished').$type<readonly FinishedStage[]>().notNull(),
  },
  (stages) => [
    primaryKey({ columns: [stages.corpId, stages.taskId] }),
    foreignKey({
      columns: [stages.corpId, stages.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
  ],
)

/** Seal approvals in DingTalk that have not ended, see `ToldApproval`. */
export const sealApprovals = pgTable(
  'seal_approvals',
  {
    corpId: text('corp_id').notNull(),
    instanceId: text('instance_id').notNull(),
    title: text('title').notNull(),
    sponsor: text('sponsor').notNull(),
    startedAt: time('started_at').notNull(),
    url: text('url').notNull(),
    /** The flow whose only waiting approval it is; null if not known. */
    taskId: text('task_id'),
    /** User ids of those who decide on it; null if DingTalk was not asked, or did not say. */
    approvers: json('approvers').$type<readonly string[]>(),
    /** The next step of the flow when DingTalk was asked. */
    askedAtStep: json('asked_at_step').$type<NextStep>(),
  },
  (approvals) => [
    primaryKey({ columns: [approvals.corpId, approvals.instanceId] }),
    index('seal_approvals_by_task').on(approvals.corpId, approvals.taskId),
    index('seal_approvals_like').on(approvals.corpId, approvals.title, approvals.startedAt),
  ],
)

/** What is known of a flow's files, see `StoredDocuments`. */
export const flowDocuments = pgTable(
  'flow_documents',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    status: text('status').$type<FlowStatus>().notNull(),
    files: json('files').$type<readonly StoredDocument[]>().notNull(),
  },
  (documents) => [
    primaryKey({ columns: [documents.corpId, documents.taskId] }),
    foreignKey({
      columns: [documents.corpId, documents.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
  ],
)

/** Who opened, requested or took what. Append-only. */
export const flowViews = pgTable(
  'flow_views',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    corpId: text('corp_id').notNull(),
    kind: text('kind').$type<AuditKind>().notNull().default('flow-opened'),
    /** Null if it was not about one flow. */
    taskId: text('task_id'),
    /** What it was about, if the flow alone does not say; see `AuditKind`. */
    detail: text('detail'),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    at: time('at').notNull(),
    /** Whether a signed link alone let the person see it. */
    byLink: boolean('by_link').notNull().default(false),
  },
  (view) => [
    index('flow_views_by_corp').on(view.corpId, view.id),
    index('flow_views_by_task').on(view.corpId, view.taskId, view.id),
    index('flow_views_by_user').on(view.corpId, view.userId, view.taskId, view.id),
  ],
)

export const reminders = pgTable(
  'urges',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    recipients: json('recipients')
      .$type<readonly { userId: string; name: string | null }[]>()
      .notNull(),
    at: time('at').notNull(),
  },
  (reminder) => [
    foreignKey({
      columns: [reminder.corpId, reminder.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
    index('urges_by_task').on(reminder.corpId, reminder.taskId, reminder.at),
    index('urges_by_time').on(reminder.corpId, reminder.at),
  ],
)

/** Attempts to start a flow, by the key from their page. Kept for a day. */
export const startAttempts = pgTable(
  'start_attempts',
  {
    corpId: text('corp_id').notNull(),
    userId: text('user_id').notNull(),
    key: text('key').notNull(),
    /** Of the request. */
    digest: text('digest').notNull(),
    state: text('state').$type<'under-way' | 'done' | 'unknown'>().notNull(),
    /** The answer to the request, once it is done. */
    answer: json('answer'),
    startedAt: time('started_at').notNull(),
  },
  (attempt) => [
    primaryKey({ columns: [attempt.corpId, attempt.userId, attempt.key] }),
    index('start_attempts_by_age').on(attempt.startedAt),
  ],
)

/** The newest reading of each hour of how many contracts were left. */
export const marginReadings = pgTable(
  'margin_readings',
  {
    corpId: text('corp_id').notNull(),
    /** Hours since the epoch. */
    hour: integer('hour').notNull(),
    contractsLeft: bigint('contracts_left', { mode: 'number' }).notNull(),
    at: time('at').notNull(),
  },
  (reading) => [primaryKey({ columns: [reading.corpId, reading.hour] })],
)

/** Files uploaded here, and the flows started with them. */
export const uploadedFiles = pgTable(
  'uploaded_files',
  {
    corpId: text('corp_id').notNull(),
    fileId: text('file_id').notNull(),
    userId: text('user_id').notNull(),
    at: time('at').notNull(),
    /** Null until a flow is started with it. */
    taskId: text('task_id'),
  },
  (file) => [primaryKey({ columns: [file.corpId, file.fileId] })],
)

/** Pages of e签宝 for authorising the app, and the corps they were given to. */
export const authorisationPages = pgTable(
  'authorisation_pages',
  {
    taskId: text('task_id').primaryKey(),
    corpId: text('corp_id').notNull(),
    at: time('at').notNull(),
  },
  (page) => [index('authorisation_pages_by_age').on(page.at)],
)

/** Sessions ended by signing out, until they would have expired. */
export const endedSessions = pgTable('ended_sessions', {
  sessionId: text('session_id').primaryKey(),
  until: time('until').notNull(),
})

/** States of sign-ins in a browser that have been used, until they would have expired. */
export const spentSignIns = pgTable('spent_sign_ins', {
  id: text('id').primaryKey(),
  until: time('until').notNull(),
})
