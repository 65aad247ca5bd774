import { z } from 'zod'
import { authorisationStatuses, installStatuses } from '#shared/rules/codes/app-status.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { nextStepKinds } from '#shared/rules/situation/next-step.ts'
import { realNameSchema } from '#shared/schemas/real-name.ts'
import { sectionOf } from '#shared/schemas/flow/section.ts'
import { workKinds } from '#shared/rules/situation/stage-durations.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** What a corp has allowed. Values that upstream did not send are null. */
export const appStateSchema = z.object({
  install: z.enum(installStatuses),
  /** e签宝's own value for `install`, for when it is `unknown`. */
  installCode: z.union([z.number(), z.string()]).nullable(),
  authorisation: z.enum(authorisationStatuses),
  /** e签宝's own value for `authorisation`. */
  authorisationCode: z.union([z.number(), z.string()]).nullable(),
})

export type AppState = z.infer<typeof appStateSchema>

export const marginSchema = z.object({
  /** How many can still be started; null if upstream did not send it. */
  contractsLeft: z.number().int().nullable(),
})

export type Margin = z.infer<typeof marginSchema>

export const marginReadingSchema = z.object({
  contractsLeft: z.number().int(),
  at: epochMs,
})

export type MarginReading = z.infer<typeof marginReadingSchema>

/** A corp's package: now, in the past, and how long it may last. */
export const marginForecastSchema = marginSchema.extend({
  /**
   * The last reading of each of the last 90 days, oldest first; days without a reading are missing.
   */
  history: z.array(marginReadingSchema),
  /** Estimated days left at the pace of the last 30 days; null if unknown. */
  daysLeft: z.number().int().nonnegative().nullable(),
})

export type MarginForecast = z.infer<typeof marginForecastSchema>

/** Answer of `GET /api/corp`, for admins and operators. */
export const corpViewSchema = z.object({
  app: sectionOf(appStateSchema),
  realName: sectionOf(realNameSchema),
  margin: sectionOf(marginForecastSchema),
  /**
   * Whether e签宝 lets the asker have the corp verified, which only DingTalk's own administrators
   * may.
   */
  canVerify: z.boolean(),
  /** For operators: the address e签宝 posts its notices to. Null for others, who must not see it. */
  noticeUrl: z.string().nullable(),
})

export type CorpView = z.infer<typeof corpViewSchema>

/** What an admin types to confirm withdrawing e签宝's authorisation. */
const cancelWords = ['取消授权', 'WITHDRAW'] as const

/** Body of `POST /api/corp/cancel-auth`. */
export const cancelAuthorisationSchema = z.object({
  /** The typed confirmation: one of `cancelWords`. */
  confirmation: z.string().trim().pipe(z.enum(cancelWords)),
})

/** Answer of `POST /api/corp/cancel-auth` and `POST /api/corp/initialise`. */
export const corpDoneSchema = z.object({
  /** Null if e签宝 does not say. */
  done: z.boolean().nullable(),
})

export type CorpDone = z.infer<typeof corpDoneSchema>

/**
 * Answer of `GET /api/subscription`: whether the app's subscription has ended, and what to do then.
 */
export const subscriptionHelpSchema = z.object({
  hasEnded: z.boolean(),
  canRenew: z.boolean(),
  /** The page on which an administrator renews; null for members, and if none is set. */
  renewalUrl: z.string().nullable(),
  /**
   * Names of administrators to ask, as far as known; empty for administrators, and before it has
   * ended.
   */
  admins: z.array(z.string()),
})

export type SubscriptionHelp = z.infer<typeof subscriptionHelpSchema>

/** Flows that wait for the same kind of step. */
export const waitingStageSchema = z.object({
  kind: z.enum(nextStepKinds),
  flows: z.number().int().nonnegative(),
  /** Median waiting time in milliseconds; null if unknown for all. */
  medianMs: z.number().nullable(),
  /** Longest waiting time in milliseconds. */
  longestMs: z.number().nullable(),
})

export const finishedStageSchema = z.object({
  kind: z.enum(workKinds),
  stages: z.number().int().positive(),
  medianMs: z.number().nonnegative(),
  longestMs: z.number().nonnegative(),
})

/**
 * Answer of `GET /api/corp/statistics`, for admins: the flows this app has seen, each as last read.
 */
export const corpStatisticsSchema = z.object({
  flows: z.number().int().nonnegative(),
  /** The statuses that occur, most frequent first. */
  byStatus: z.array(
    z.object({ status: z.enum(flowStatuses), flows: z.number().int().nonnegative() }),
  ),
  completion: z.object({
    flows: z.number().int().nonnegative(),
    /** Milliseconds from a flow's start to its completion. */
    medianMs: z.number().nullable(),
    /** The latest six months in which flows were completed, oldest first. */
    byMonth: z.array(
      z.object({
        /** A month in China's time zone: `2026-11`. */
        month: z.string(),
        flows: z.number().int().positive(),
        medianMs: z.number().nonnegative(),
      }),
    ),
  }),
  /** What flows in progress wait for, slowest kind first. */
  stages: z.array(waitingStageSchema),
  /** Durations of finished stages, slowest kind first. */
  finishedStages: z.array(finishedStageSchema),
  /** The five flows that have waited longest, longest first. */
  longestWaiting: z.array(
    z.object({
      taskId: z.string(),
      title: z.string().nullable(),
      kind: z.enum(nextStepKinds),
      people: z.array(z.string()),
      since: epochMs,
    }),
  ),
  /** The five people whom most flows wait for, most first. */
  waitingFor: z.array(
    z.object({
      name: z.string(),
      flows: z.number().int().positive(),
      /** Since when the first of these flows has waited; null if unknown. */
      since: epochMs.nullable(),
    }),
  ),
  /** The last twelve months in China's time zone, oldest first. */
  months: z.array(
    z.object({
      /** `2026-11`. */
      month: z.string(),
      started: z.number().int().nonnegative(),
      completed: z.number().int().nonnegative(),
    }),
  ),
  /** The figures at the ends of the last twelve weeks, oldest first; the last ends now. */
  weeks: z.array(
    z.object({
      at: epochMs,
      /** Flows being signed then. */
      signing: z.number().int().nonnegative(),
      /** How long the one that had waited longest had waited, milliseconds; null without any. */
      longestMs: z.number().nullable(),
      /** Median of the flows completed in the four weeks before, milliseconds; null without any. */
      usualMs: z.number().nullable(),
      /** Flows started in the four weeks before. */
      started: z.number().int().nonnegative(),
      /** Flows completed in the four weeks before. */
      completed: z.number().int().nonnegative(),
    }),
  ),
})

export type CorpStatistics = z.infer<typeof corpStatisticsSchema>
