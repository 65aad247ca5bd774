import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import type { CorpDataStore } from '#proxy/base/store/corps/corp-data-store.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Deletes the stored data of an organisation. @returns the number of rows */
export type DeleteCorpData = (corpId: string) => Promise<number>

export type CorpDeletionDeps = {
  corps: Pick<CorpStore, 'noteDataDeleted' | 'relievedBefore' | 'statusOf'>
  data: CorpDataStore
  events: Pick<Events, 'publish'>
  auditLog: AuditLog
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
}

export function createCorpDeletion(deps: CorpDeletionDeps): DeleteCorpData {
  const { corps, data, events, log, now } = deps
  return async (corpId) => {
    const rows = await data.delete(corpId)
    await corps.noteDataDeleted(corpId, now())
    // Makes all instances drop their cached data of it.
    await events.publish({ type: 'corp-changed', corpId })
    log.info({ corpId, rows }, 'data of an organisation deleted')
    return rows
  }
}

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
const batchSize = 20

/** Takes a person's place in the audit. */
const server = { userId: 'server', name: 'RELIEVED_DATA_DAYS' }

/**
 * The job that every hour deletes the data of organisations that gave up the app `days` ago, and
 * records that in the audit of each.
 * @param days null for never
 */
export function relievedDeletion(
  { corps, auditLog, log }: CorpDeletionDeps,
  deleteCorpData: DeleteCorpData,
  days: number | null,
): Record<string, JobHandler> {
  if (days === null) return {}
  const deletion: JobHandler = {
    isRepeatable: true,
    firstMs: hourMs / 6,
    everyMs: hourMs,
    deletes: true,
    async run(_job, { now, signal }) {
      for (const corpId of await corps.relievedBefore(now - days * dayMs, batchSize)) {
        if (signal.aborted) return { later: now }
        try {
          // It may have come back while others were being deleted.
          const status = await corps.statusOf(corpId)
          if (status?.state !== 'relieved') continue
          await deleteCorpData(corpId)
          await auditLog.note({ corpId, ...server }, 'data-deleted', { taskId: null })
        } catch (err) {
          log.warn({ corpId, err }, 'data of an organisation not deleted')
        }
      }
      return { again: now + hourMs }
    },
  }
  return { 'delete-relieved': deletion }
}
