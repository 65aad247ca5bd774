import { happenings, type Happening } from '#shared/rules/situation/happenings.ts'
import type { FlowChange, Plan } from '#proxy/base/store/outbox/causes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { NewsPayload } from './news-payload.ts'

/** Kinds of jobs that wait for their time. */
type LaterKind = 'news-deadline' | 'news-stuck'

/** The messages caused by a change of a flow, now or later, and what those already sent show. */
export function planNews(change: FlowChange): Plan {
  const { before, after, at } = change
  const happened = happenings(before, after, at)
  const put = happened.flatMap((happening) => jobsFor(happening, change))
  const keysOf = (kind: LaterKind) => put.flatMap((job) => (job.kind === kind ? [job.key] : []))
  const hasMoved = happened.some(({ kind }) => kind === 'moved' || kind === 'stuck')
  return {
    put,
    cancel: [
      { kind: 'news-deadline', exceptKeys: keysOf('news-deadline') },
      ...(hasMoved ? [{ kind: 'news-stuck', exceptKeys: [] }] : []),
    ],
  }
}

function jobsFor(happening: Happening, change: FlowChange): NewJob[] {
  const { kind, at } = happening
  switch (kind) {
    case 'refused': {
      const { who, why, isFirstReading } = happening
      const payload: NewsPayload = { about: 'refused', who: [...who], why }
      return isFirstReading ? [] : [newsJob(change, 'news', { mark: 'refused', at }, payload)]
    }
    case 'completed': {
      const payload: NewsPayload = { about: 'completed' }
      if (happening.isFirstReading) return []
      return [newsJob(change, 'news', { mark: 'completed', at }, payload)]
    }
    case 'deadline-near': {
      const { deadline } = happening
      const when = { mark: `deadline:${deadline}`, at, expiresAt: deadline }
      return [newsJob(change, 'news-deadline', when, { about: 'deadline', deadline })]
    }
    case 'stuck': {
      const { step, movedAt } = happening
      const when = { mark: `stuck:${movedAt}`, at }
      return [newsJob(change, 'news-stuck', when, { about: 'stuck', step, movedAt })]
    }
    case 'status-changed':
      return [barsJob(change)]
    case 'started':
    case 'signed':
    case 'revoked':
    case 'terminated':
    case 'expired':
    case 'deleted':
    case 'moved':
    case 'turns':
      return []
  }
}

function newsJob(
  { corpId, taskId }: FlowChange,
  kind: 'news' | LaterKind,
  { mark, at, ...times }: { mark: string; at: number; expiresAt?: number },
  payload: NewsPayload,
): NewJob {
  const key = `news:${taskId}:${mark}`
  return { corpId, taskId, kind, key, userId: null, payload, dueAt: at, ...times }
}

/** Updates the status shown by messages already sent. */
function barsJob({ corpId, taskId, after, at }: FlowChange): NewJob {
  const key = `bars:${taskId}:${after.status}:${at}`
  return { corpId, taskId, kind: 'bars', key, userId: null, payload: null, dueAt: at }
}
