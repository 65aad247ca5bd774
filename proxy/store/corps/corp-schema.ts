import { sql, type SQL } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text as plainText,
} from 'drizzle-orm/pg-core'
import type { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import type { CorpState, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import { json, text, time } from '#proxy/store/columns.ts'
import type { Purchase } from './purchases.ts'

/**
 * Organisations that use the app, or did. What events decide stands beside the time of the event that
 * decided it, so that a repeated or older one changes nothing. Times are epoch milliseconds.
 */
export const corps = pgTable(
  'corps',
  {
    corpId: text('corp_id').primaryKey(),
    name: text('name'),
    agentId: text('agent_id'),
    /** User ids. */
    admins: json('admins').$type<readonly string[]>().notNull(),
    /** When DingTalk told name, agent id and admins. */
    toldAt: time('told_at').notNull(),
    isAuthorised: boolean('is_authorised').notNull(),
    authorisedAt: time('authorised_at').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    enabledAt: time('enabled_at').notNull(),
    state: text('state')
      .$type<CorpState>()
      .notNull()
      .generatedAlwaysAs(
        (): SQL => sql`case when not is_authorised then 'relieved'
          when not is_enabled then 'stopped' else 'active' end`,
      ),
    /** When it last stopped the app or gave it up, by our clock; sessions from before are over. */
    sessionsFrom: time('sessions_from').notNull().default(0),
    /** Orders in DingTalk's market by their id; what the last one says stands beside. */
    purchases: json('purchases')
      .$type<Readonly<Record<string, Purchase>>>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    /** How often `purchases` changed. */
    purchaseChanges: integer('purchase_changes').notNull().default(0),
    boughtItem: text('bought_item'),
    boughtUntil: time('bought_until'),
    boughtAt: time('bought_at').notNull(),
    since: time('since').notNull(),
    lastEvent: text('last_event'),
    lastEventAt: time('last_event_at'),
    lastSeenAt: time('last_seen_at'),
    /** When DingTalk was last asked whether it still has the app. */
    lookedAt: time('looked_at').notNull(),
    install: text('install').$type<(typeof installStatuses)[number]>(),
    authorisation: text('authorisation').$type<(typeof authorisationStatuses)[number]>(),
    realName: text('real_name').$type<(typeof realNameStatuses)[number]>(),
    isInitialised: boolean('is_initialised'),
    contractsLeft: bigint('contracts_left', { mode: 'number' }),
    daysLeft: integer('days_left'),
    checkedAt: time('checked_at'),
    missingScopes: json('missing_scopes').$type<readonly string[]>().notNull(),
    troubles: plainText('troubles')
      .array()
      .$type<CorpTrouble[]>()
      .notNull()
      .generatedAlwaysAs(
        (): SQL => sql`array_remove(array[
          case when install = 'not-installed' then 'not-installed' end,
          case when authorisation = 'not-authorised' then 'not-authorised' end,
          case when real_name = 'not-verified' then 'not-verified' end,
          case when not is_initialised then 'not-initialised' end,
          case when missing_scopes <> '[]'::jsonb then 'permissions-missing' end,
          case when contracts_left <= 0 or days_left < 14 then 'contracts-low' end
        ]::text[], null)`,
      ),
    /** Of the name: every character, and every two in a row. */
    grams: plainText('grams').array().notNull(),
    dataDeletedAt: time('data_deleted_at'),
  },
  (corp) => [
    index('corps_by_age').on(corp.since, corp.corpId),
    index('corps_by_state').on(corp.state, corp.since, corp.corpId),
    index('corps_by_end').on(corp.boughtUntil, corp.corpId),
    index('corps_by_look').on(corp.lookedAt),
    index('corps_in_trouble')
      .on(corp.since, corp.corpId)
      .where(sql`troubles <> '{}'`),
    index('corps_by_id').using('btree', corp.corpId.asc().op('text_pattern_ops')),
    index('corps_by_grams').using('gin', corp.grams),
  ],
)

/** Events of DingTalk: stored first, worked on after. */
export const dingtalkEvents = pgTable(
  'dingtalk_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** DingTalk's own, by which a repeated one is known. */
    eventId: text('event_id').notNull().unique(),
    type: text('type').notNull(),
    corpId: text('corp_id'),
    bornAt: time('born_at').notNull(),
    receivedAt: time('received_at').notNull(),
    data: json('data'),
    /** `old`: a newer one had come before, so that it changed nothing. */
    outcome: text('outcome').$type<'waiting' | 'done' | 'old' | 'failed'>().notNull(),
    attempts: integer('attempts').notNull(),
    /** Until when an instance works on it. */
    takenUntil: time('taken_until').notNull(),
  },
  (event) => [
    index('dingtalk_events_waiting')
      .on(event.takenUntil)
      .where(sql`outcome = 'waiting'`),
    index('dingtalk_events_by_corp').on(event.corpId, event.id),
    index('dingtalk_events_by_age').on(event.receivedAt),
  ],
)

/** Which instances keep a line to DingTalk's gateway, and how it is. */
export const eventLines = pgTable('event_lines', {
  slot: integer('slot').primaryKey(),
  instance: text('instance').notNull(),
  /** By the clock of the database. */
  until: time('until').notNull(),
  state: text('state').$type<'open' | 'connecting' | 'waiting'>().notNull(),
  since: time('since').notNull(),
  lastFrameAt: time('last_frame_at'),
})

/** One row: until when no event was lost, and since when looks at organisations are due. */
export const eventWatch = pgTable('event_watch', {
  name: text('name').primaryKey(),
  /** Events up to then were heard, or are made up for by looks. */
  heardUntil: time('heard_until').notNull(),
  /** Organisations last looked at before this are due; null where none is. */
  lookSince: time('look_since'),
  /** The instance that looks at them, until its lease ends by the clock of the database. */
  looker: text('looker'),
  lookingUntil: time('looking_until').notNull(),
})

/** How many calls of each organisation were refused on a day, by reason. */
export const refusedCalls = pgTable(
  'refused_calls',
  {
    corpId: text('corp_id').notNull(),
    code: text('code').$type<ProblemCode>().notNull(),
    /** Days since the epoch. */
    day: integer('day').notNull(),
    calls: integer('calls').notNull(),
    lastAt: time('last_at').notNull(),
  },
  (refused) => [
    primaryKey({ columns: [refused.corpId, refused.code, refused.day] }),
    index('refused_calls_by_day').on(refused.day),
  ],
)

/** The tokens with which the app calls for organisations, one for all instances. */
export const corpTokens = pgTable('corp_tokens', {
  /** Which token call it is of, and of which organisation. */
  name: text('name').primaryKey(),
  /** Encrypted; null before the first one. */
  sealed: text('sealed'),
  /** Of the token, by the clock of the database. */
  expiresAt: time('expires_at').notNull(),
  /** Until when an instance fetches one. */
  fetchUntil: time('fetch_until').notNull(),
})
