import { sql, type SQL } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text as plainText,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import type { CorpState, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import type { MarkedDays } from '#shared/rules/calendar/working-days.ts'
import { json, text, time } from '#proxy/base/store/columns.ts'
import type { Purchase } from './purchases.ts'

/** What an event sets is stored with its time, so that repeated or older ones change nothing. */
export const corps = pgTable(
  'corps',
  {
    corpId: text('corp_id').primaryKey(),
    name: text('name'),
    agentId: text('agent_id'),
    admins: json('admins').$type<readonly string[]>().notNull(),
    /** When DingTalk sent name, agent id and admins, the `details` of a change. */
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
    /** When it last stopped the app or gave it up, by our clock; earlier sessions have ended. */
    sessionsFrom: time('sessions_from').notNull().default(0),
    /** Orders in DingTalk's market by id; the columns below have what the last one says. */
    purchases: json('purchases')
      .$type<Readonly<Record<string, Purchase>>>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    /** How often `purchases` changed. */
    purchaseChanges: integer('purchase_changes').notNull().default(0),
    boughtItem: text('bought_item'),
    boughtUntil: time('bought_until'),
    boughtAt: time('bought_at').notNull(),
    /** By how much impossible times were put back in total, see `statusVersion`. */
    timePutBack: time('time_put_back').notNull().default(0),
    since: time('since').notNull(),
    lastEvent: text('last_event'),
    lastEventAt: time('last_event_at'),
    lastSeenAt: time('last_seen_at'),
    /** When DingTalk was last asked whether it still has the app; 0 if it has not answered yet. */
    askedAt: time('asked_at').notNull(),
    install: text('install').$type<(typeof installStatuses)[number]>(),
    authorisation: text('authorisation').$type<(typeof authorisationStatuses)[number]>(),
    realName: text('real_name').$type<(typeof realNameStatuses)[number]>(),
    isInitialised: boolean('is_initialised'),
    contractsLeft: bigint('contracts_left', { mode: 'number' }),
    daysLeft: integer('days_left'),
    areContractsLow: boolean('are_contracts_low'),
    checkedAt: time('checked_at'),
    missingScopes: json('missing_scopes').$type<readonly string[]>().notNull(),
    /** Without `ended`, which depends on the time. */
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
          case when are_contracts_low then 'contracts-low' end
        ]::text[], null)`,
      ),
    /** Grams of the name: every character and every pair of adjacent ones. */
    grams: plainText('grams').array().notNull(),
    dataDeletedAt: time('data_deleted_at'),
  },
  (corp) => [
    index('corps_by_age').on(corp.since, corp.corpId),
    index('corps_by_state').on(corp.state, corp.since, corp.corpId),
    index('corps_by_end').on(corp.boughtUntil, corp.corpId),
    index('corps_in_trouble')
      .on(corp.since, corp.corpId)
      .where(sql`troubles <> '{}'`),
    index('corps_by_id').using('btree', corp.corpId.asc().op('text_pattern_ops')),
    index('corps_by_grams').using('gin', corp.grams),
  ],
)

export const corpSettings = pgTable('corp_settings', {
  corpId: text('corp_id').primaryKey(),
  /** IANA name; null for the server's. */
  timeZone: text('time_zone'),
  /** Null for the default. */
  messageLanguage: text('message_language'),
  /** Null if it has none of its own. */
  extraDays: json('extra_days').$type<MarkedDays>(),
})

/** The instances with a line to DingTalk's gateway, and its state. */
export const eventLines = pgTable('event_lines', {
  slot: integer('slot').primaryKey(),
  instance: text('instance').notNull(),
  until: time('until').notNull(),
  state: text('state').$type<'open' | 'connecting' | 'waiting'>().notNull(),
  since: time('since').notNull(),
  lastFrameAt: time('last_frame_at'),
})

/** A single row: until when events were received, or jobs make up for them. */
export const eventWatch = pgTable('event_watch', {
  name: text('name').primaryKey(),
  receivedUntil: time('received_until').notNull(),
})

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

/** Tokens for calls on behalf of organisations, shared by all instances. */
export const corpTokens = pgTable('corp_tokens', {
  /** Token call and organisation. */
  name: text('name').primaryKey(),
  /** Encrypted; null before the first token. */
  sealed: text('sealed'),
  /** When the token expires, by the database clock. */
  expiresAt: time('expires_at').notNull(),
  /** End of the lease of the instance that fetches one. */
  fetchUntil: time('fetch_until').notNull(),
})

/** The suite tickets pushed by DingTalk; only the newest of an app is valid. */
export const suiteTickets = pgTable('suite_tickets', {
  suiteKey: text('suite_key').primaryKey(),
  ticket: text('ticket').notNull(),
  at: time('at').notNull(),
})

export const orders = pgTable(
  'orders',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    corpId: text('corp_id').notNull(),
    orderId: text('order_id').notNull(),
    kind: text('kind').$type<'channel' | 'resale'>().notNull(),
    state: text('state').$type<'placed' | 'refused' | 'unknown'>().notNull(),
    quantity: integer('quantity').notNull(),
    itemCode: text('item_code'),
    itemName: text('item_name'),
    paidFen: bigint('paid_fen', { mode: 'number' }),
    validFrom: time('valid_from'),
    validUntil: time('valid_until'),
    esignOrderId: text('esign_order_id'),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    orderedAt: time('ordered_at').notNull(),
  },
  (order) => [
    uniqueIndex('orders_by_order_id').on(order.corpId, order.orderId),
    index('orders_by_corp').on(order.corpId, order.id),
  ],
)
