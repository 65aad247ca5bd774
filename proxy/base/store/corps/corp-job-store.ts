import { and, asc, eq, gte, isNull, ne, notExists, or } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Database } from '#proxy/base/store/database.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import { jobs } from '#proxy/base/store/jobs/jobs-schema.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { corps } from './corp-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** The jobs that read an organisation anew in DingTalk or in e签宝, and store it in `corps`. */
export type CorpJobKind = 'corp-in-dingtalk' | 'corp-in-esign'

/** Reads an organisation anew: at `at`, or a second after the reading under way. */
export function corpJob(corpId: string, kind: CorpJobKind, at: EpochMs): NewJob {
  return { corpId, kind, key: kind, renews: true, dueAt: at, expiresAt: null }
}

/**
 * How many organisations are read at once, and how long the next ones wait. DingTalk allows an app
 * 20 calls a second per API (how-to-process-api-throttling-on-the-dingtalk-server); a reading calls
 * two of them once each, and one of e签宝 three. The other half is for people.
 */
const paces = {
  'corp-in-dingtalk': { atOnce: 10, everyMs: 1000 },
  'corp-in-esign': { atOnce: 10, everyMs: 5000 },
} as const

/** A statement takes at most 65,535 parameters. */
const maxRows = 1000

/** Reads organisations anew, a few at a time. */
async function putCorpJobs(
  tx: Database,
  kind: CorpJobKind,
  corpIds: readonly string[],
  at: EpochMs,
): Promise<void> {
  const { atOnce, everyMs } = paces[kind]
  const added = corpIds.map((corpId, index) =>
    corpJob(corpId, kind, at + Math.floor(index / atOnce) * everyMs),
  )
  for (let first = 0; first < added.length; first += maxRows)
    await putJobs(tx, added.slice(first, first + maxRows), at)
}

/** Reads every organisation that has the app, enabled or not, anew in DingTalk. */
export async function readAllInDingTalk(tx: Database, at: EpochMs): Promise<void> {
  const authorised = await tx
    .select({ corpId: corps.corpId })
    .from(corps)
    .where(eq(corps.isAuthorised, true))
    // In this order, so that concurrent transactions do not deadlock.
    .orderBy(asc(corps.corpId))
  const corpIds = authorised.map(({ corpId }) => corpId)
  await putCorpJobs(tx, 'corp-in-dingtalk', corpIds, at)
}

export type CorpJobStore = {
  /**
   * Reads active organisations in e签宝 that were not read since `today`: those with a person signed
   * in or a flow read since `usedSince`, and those never read.
   */
  readInEsign(query: { today: EpochMs; usedSince: EpochMs; at: EpochMs }): Promise<void>
}

export function createCorpJobStore(database: Database, notifyOfPut: () => void): CorpJobStore {
  return {
    async readInEsign({ today, usedSince, at }) {
      const kind = 'corp-in-esign'
      const seen = database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(or(gte(corps.lastSeenAt, usedSince), isNull(corps.checkedAt)))
      const withFlows = database
        .selectDistinct({ corpId: flows.corpId })
        .from(flows)
        .where(gte(flows.confirmedAt, usedSince))
      const used = unionAll(seen, withFlows).as('used')
      const isInactive = database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(and(eq(corps.corpId, used.corpId), ne(corps.state, 'active')))
      const isRead = database
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.corpId, used.corpId), eq(jobs.key, kind), gte(jobs.putAt, today)))
      const due = await database
        .selectDistinct({ corpId: used.corpId })
        .from(used)
        .where(and(notExists(isInactive), notExists(isRead)))
        .orderBy(asc(used.corpId))
      if (due.length === 0) return
      const corpIds = due.map(({ corpId }) => corpId)
      await database.transaction((tx) => putCorpJobs(tx, kind, corpIds, at))
      notifyOfPut()
    },
  }
}
