import { z } from 'zod'
import { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { nextStepKinds } from '#shared/rules/situation/next-step.ts'
import { realNameSchema } from './real-name.ts'
import { sectionOf } from './flow/section.ts'
import { workKinds } from '#shared/rules/situation/stage-durations.ts'

/** What a corp has allowed. What upstream did not send is null. */
export const appStateSchema = z.object({
  install: z.enum(installStatuses),
  /** e签宝's own value for `install`; tells what an `unknown` one was. */
  installCode: z.union([z.number(), z.string()]).nullable(),
  authorisation: z.enum(authorisationStatuses),
  /** e签宝's own value for `authorisation`. */
  authorisationCode: z.union([z.number(), z.string()]).nullable(),
})

export type AppState = z.infer<typeof appStateSchema>

/** A corp's package of contracts. */
export const marginSchema = z.object({
  /** How many can still be started; null when upstream did not send it. */
  contractsLeft: z.number().int().nullable(),
})

export type Margin = z.infer<typeof marginSchema>

/** How many contracts were left at a moment. */
export const marginReadingSchema = z.object({
  contractsLeft: z.number().int(),
  /** Epoch milliseconds. */
  at: z.number(),
})

export type MarginReading = z.infer<typeof marginReadingSchema>

/** A corp's package as it is, as it was, and how long it may last. */
export const marginOutlookSchema = marginSchema.extend({
  /** The last reading of each day of 90, oldest first; days on which nobody looked are missing. */
  history: z.array(marginReadingSchema),
  /** For about how many days it lasts at the pace of the last 30; null when that cannot be told. */
  daysLeft: z.number().int().nonnegative().nullable(),
})

export type MarginOutlook = z.infer<typeof marginOutlookSchema>

/** Answer of `GET /api/corp`, for admins and operators. */
export const corpViewSchema = z.object({
  app: sectionOf(appStateSchema),
  realName: sectionOf(realNameSchema),
  margin: sectionOf(marginOutlookSchema),
  /** Whether e签宝 lets the asker have the corp verified: DingTalk's own administrators only. */
  canVerify: z.boolean(),
  /** For operators: where e签宝 is to post its notices. Null for others, who must not see it. */
  noticeUrl: z.string().nullable(),
})

export type CorpView = z.infer<typeof corpViewSchema>

/** What an admin types to confirm that e签宝's authorisation is to be taken back. */
const cancelWords = ['取消授权', 'WITHDRAW'] as const

/** Body of `POST /api/corp/cancel-auth`. */
export const cancelAuthorisationSchema = z.object({
  /** What the admin typed: one of `cancelWords`. */
  confirmation: z.string().trim().pipe(z.enum(cancelWords)),
})

/**
 * Answer of `POST /api/corp/cancel-auth` and `POST /api/corp/initialise`.
 */
export const corpDoneSchema = z.object({
  /** Null when e签宝 does not say. */
  done: z.boolean().nullable(),
})

export type CorpDone = z.infer<typeof corpDoneSchema>

/** Answer of `GET /api/subscription`: whether the app's subscription has ended, and what helps then. */
export const subscriptionHelpSchema = z.object({
  hasEnded: z.boolean(),
  /** Whether the asker is the one to renew it. */
  canRenew: z.boolean(),
  /** The page on which an administrator renews; null for members, and where none is set. */
  renewalUrl: z.string().nullable(),
  /** Names of administrators to ask, as far as they are known; none for administrators, and before it has ended. */
  admins: z.array(z.string()),
})

export type SubscriptionHelp = z.infer<typeof subscriptionHelpSchema>

/** Flows that wait for the same kind of thing. */
export const waitingStageSchema = z.object({
  kind: z.enum(nextStepKinds),
  flows: z.number().int().nonnegative(),
  /** How long half of them have waited at least, milliseconds; null when it is known of none. */
  medianMs: z.number().nullable(),
  /** How long the one that has waited longest has, milliseconds. */
  longestMs: z.number().nullable(),
})

/** Stages of one kind that are over, in whatever flows. */
export const finishedStageSchema = z.object({
  kind: z.enum(workKinds),
  stages: z.number().int().positive(),
  /** How long half of them took at least, milliseconds. */
  medianMs: z.number().nonnegative(),
  /** How long the slowest took, milliseconds. */
  longestMs: z.number().nonnegative(),
})

/**
 * Answer of `GET /api/corp/statistics`, for admins: the flows that this app has seen, each as it was
 * when it was last read.
 */
export const corpStatisticsSchema = z.object({
  flows: z.number().int().nonnegative(),
  /** The statuses that occur, the most frequent first. */
  byStatus: z.array(
    z.object({ status: z.enum(flowStatuses), flows: z.number().int().nonnegative() }),
  ),
  completion: z.object({
    /** Completed flows of which both ends are known. */
    flows: z.number().int().nonnegative(),
    /** Milliseconds from a flow's start to its completion. */
    medianMs: z.number().nullable(),
    /** The latest six months in which flows were completed, oldest first. */
    byMonth: z.array(
      z.object({
        /** As months begin in China: `2026-11`. */
        month: z.string(),
        flows: z.number().int().positive(),
        medianMs: z.number().nonnegative(),
      }),
    ),
  }),
  /** What flows that are being signed wait for, the slowest kind first. */
  stages: z.array(waitingStageSchema),
  /** How long stages took that are over, the slowest kind first. */
  finishedStages: z.array(finishedStageSchema),
  /** The five that have waited longest, the longest first. */
  longestWaiting: z.array(
    z.object({
      taskId: z.string(),
      title: z.string().nullable(),
      kind: z.enum(nextStepKinds),
      /** Whom it waits for, by name. */
      people: z.array(z.string()),
      /** Epoch milliseconds. */
      since: z.number(),
    }),
  ),
})

export type CorpStatistics = z.infer<typeof corpStatisticsSchema>
