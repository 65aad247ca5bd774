import { z } from 'zod'
import { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import { marginReadingSchema } from './corp.ts'
import { channelOrderRequestSchema, orderSchema, resaleOrderRequestSchema } from './order.ts'
import {
  corpConditions,
  corpFilters,
  corpStates,
  corpTroubles,
} from '#shared/rules/codes/corp-codes.ts'
import { measures } from '#shared/rules/codes/field-numbers.ts'
import { problemCodes } from '#shared/rules/codes/problem-code.ts'
import { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'

/**
 * An organisation in the operators' list. Unknown values are null; times are epoch milliseconds.
 */
export const operatorCorpSchema = z.object({
  corpId: z.string(),
  name: z.string().nullable(),
  state: z.enum(corpStates),
  /** e签宝's micro-app, as last read. */
  install: z.enum(installStatuses).nullable(),
  /** Whether the organisation has authorised this app in e签宝, as last read. */
  authorisation: z.enum(authorisationStatuses).nullable(),
  realName: z.enum(realNameStatuses).nullable(),
  contractsLeft: z.number().int().nullable(),
  /** Estimated days that they last. */
  daysLeft: z.number().int().nullable(),
  /** Name of what was bought in DingTalk's market. */
  boughtItem: z.string().nullable(),
  boughtUntil: z.number().nullable(),
  /** Contracts first seen by this app this month, in China's time zone. */
  flowsThisMonth: z.number().int().nonnegative(),
  /** DingTalk's name of the last event, such as `org_suite_auth`. */
  lastEvent: z.string().nullable(),
  lastEventAt: z.number().nullable(),
  /** When one of its people last signed in. */
  lastSeenAt: z.number().nullable(),
  /** When it was first known here. */
  since: z.number(),
  troubles: z.array(z.enum(corpTroubles)),
  /** The worst of its state and its troubles. */
  condition: z.enum(corpConditions),
})

export type OperatorCorp = z.infer<typeof operatorCorpSchema>

/**
 * Answer of `GET /api/operator/corps?q=&filter=&sort=&order=&cursor=`, for operators; 50 per page,
 * the worst condition first.
 */
export const operatorCorpsSchema = z.object({
  corps: z.array(operatorCorpSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
})

export type OperatorCorps = z.infer<typeof operatorCorpsSchema>

/** Answer of `GET /api/operator/corps/:corpId` and of `POST …/refresh`. */
export const operatorCorpViewSchema = z.object({
  corp: operatorCorpSchema.extend({
    agentId: z.string().nullable(),
    /** Whether its developer account is initialised; null if nothing has told. */
    isInitialised: z.boolean().nullable(),
    /** User ids of its administrators, from DingTalk. */
    admins: z.array(z.string()),
    /** When e签宝 was last asked about it. */
    checkedAt: z.number().nullable(),
    /** Permissions whose lack failed calls since it last authorised the app. */
    missingScopes: z.array(z.string()),
    /** When its data will be deleted automatically; null if only an operator deletes them. */
    dataUntil: z.number().nullable(),
    /** When its data were deleted, unless it has used the app since. */
    dataDeletedAt: z.number().nullable(),
  }),
  /** Where e签宝 posts notices once the developer account is initialised. */
  noticeUrl: z.string(),
  /** Opens the organisation's admin page in DingTalk, from anywhere. */
  adminLink: z.string(),
  /** Whether that page has a link to renew the subscription. */
  hasRenewalLink: z.boolean(),
  /** Contracts left: the last reading of each of the last 90 days, oldest first. */
  margins: z.array(marginReadingSchema),
  /** The newest 50 package orders, newest first. */
  orders: z.array(orderSchema),
  /** Cursor of earlier orders, see `GET …/orders`; null if there are none. */
  moreOrders: z.string().nullable(),
  /** The newest 20 events of DingTalk about it, newest first. */
  events: z.array(
    z.object({
      type: z.string(),
      /** When DingTalk made it. */
      bornAt: z.number(),
      /** `superseded`: a newer one had come first. */
      outcome: z.enum(['waiting', 'done', 'superseded', 'failed']),
    }),
  ),
  /** Calls refused by DingTalk or e签宝 in the last seven days, most frequent first. */
  refused: z.array(
    z.object({ code: z.enum(problemCodes), calls: z.number().int(), lastAt: z.number() }),
  ),
  /** What `POST …/refresh` could not read, with the problem's code; empty in other answers. */
  unread: z.array(
    z.object({
      what: z.enum(['app', 'realName', 'margin', 'authInfo']),
      code: z.enum(problemCodes),
    }),
  ),
})

export type OperatorCorpView = z.infer<typeof operatorCorpViewSchema>

/** Answer of `GET /api/operator/corps/:corpId/admins`: its first five administrators. */
export const corpAdminNamesSchema = z.object({
  admins: z.array(
    z.object({
      userId: z.string(),
      /** Null if DingTalk does not say. */
      name: z.string().nullable(),
    }),
  ),
})

export type CorpAdminNames = z.infer<typeof corpAdminNamesSchema>

/**
 * Body of `POST /api/operator/corps/:corpId/orders`; the answer is the `Order` (201), as for `POST
 * /api/orders/channel` and `/resale`.
 */
export const operatorOrderSchema = z.union([
  z.object({ kind: z.literal('channel') }).and(channelOrderRequestSchema),
  z.object({ kind: z.literal('resale') }).and(resaleOrderRequestSchema),
])

export type OperatorOrder = z.infer<typeof operatorOrderSchema>

/** Body of `POST /api/operator/corps/:corpId/purchases`; the answer is that of `GET …/:corpId`. */
export const purchaseSchema = z.object({
  /** Id of an order in DingTalk's market. */
  orderId: z.string().trim().min(1).max(64),
})

/** Body of `POST /api/operator/corps/:corpId/delete-data`. */
export const deleteDataSchema = z.object({
  /** The typed confirmation: the organisation's corp id, or its name. */
  confirmation: z.string().trim().min(1).max(200),
})

/** Answer of `POST /api/operator/corps/:corpId/delete-data`. */
export const dataDeletedSchema = z.object({
  /** Deleted rows of all tables. */
  rows: z.number().int().nonnegative(),
})

export type DataDeleted = z.infer<typeof dataDeletedSchema>

/** Answer of `GET /api/operator/health`, for operators. Times are epoch milliseconds. */
export const operatorHealthSchema = z.object({
  /** How many organisations each filter of the list has; at most a few seconds old. */
  counts: z.record(z.enum(corpFilters), z.number().int().nonnegative()),
  events: z.object({
    mode: z.enum(['stream', 'http', 'off']),
    /** The lines of all instances, see `stream`. */
    lines: z.array(
      z.object({
        /** `waiting`: for the next attempt. */
        state: z.enum(['open', 'connecting', 'waiting']),
        since: z.number(),
        lastFrameAt: z.number().nullable(),
      }),
    ),
    lastEventAt: z.number().nullable(),
    /** Stored events that have not been processed yet. */
    waiting: z.number().int().nonnegative(),
    /** Events that could not be processed in the last seven days. */
    failed: z.number().int().nonnegative(),
  }),
  /** For a third-party app; null for an internal one. */
  suiteTicket: z.object({ at: z.number().nullable(), isKnown: z.boolean() }).nullable(),
  /** Which token call is used, and whether the unified one was refused. */
  tokens: z.object({ mode: z.enum(['corp', 'unified']), hasFallenBack: z.boolean() }),
  /** Refused calls in the last seven days by reason, most frequent first. */
  refused: z.array(
    z.object({
      code: z.enum(problemCodes),
      calls: z.number().int(),
      corps: z.number().int(),
      lastAt: z.number(),
    }),
  ),
  /** What was counted in the last 24 hours, see `fieldChecks`. */
  field: z.array(
    z.object({
      measure: z.enum(measures),
      count: z.number().int().nonnegative(),
      good: z.number().int().nonnegative(),
      /** Of all amounts. */
      sum: z.number().nonnegative(),
    }),
  ),
})

export type OperatorHealth = z.infer<typeof operatorHealthSchema>
