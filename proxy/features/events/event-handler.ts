import { z } from 'zod'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { CorpChange } from '#proxy/base/store/corps/corp-change.ts'
import { corpJob } from '#proxy/base/store/corps/corp-job-store.ts'
import { changeOf } from '#proxy/features/corp/corp-events.ts'
import type { FollowHint } from './event-hints.ts'

export type EventHandlerDeps = {
  updateCorp: (change: CorpChange) => Promise<{ isNews: boolean }>
  followHint: FollowHint
}

const eventSchema = z.object({ type: z.string(), bornAt: z.number(), data: z.unknown() })

/** Milliseconds after failures; further events of the organisation wait meanwhile. */
const pausesMs = [1000, 5000, 30_000]
const maxTries = 10

/** Processes DingTalk's events. */
export function createEventHandler(deps: EventHandlerDeps): JobHandler {
  const { updateCorp, followHint } = deps
  return {
    isRepeatable: true,
    pausesMs,
    maxTries,
    async run({ corpId, payload }, { now }): Promise<JobResult> {
      const event = { ...eventSchema.parse(payload), corpId: corpId === '' ? null : corpId }
      const change = changeOf(event)
      if (change === null && event.corpId !== null) await followHint(event.corpId, event)
      const { isNews } = change === null ? { isNews: true } : await updateCorp(change)
      if (!isNews) return { dropped: 'superseded' }
      if (change?.event !== 'org_suite_auth') return {}
      return { put: [corpJob(change.corpId, 'corp-in-esign', now)] }
    },
  }
}
