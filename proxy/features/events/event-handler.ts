import { z } from 'zod'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { CorpChange } from '#proxy/base/store/corps/corp-change.ts'
import { changeOf } from '#proxy/features/corp/corp-events.ts'
import type { FollowHint } from './event-hints.ts'

export type EventHandlerDeps = {
  updateCorp: (change: CorpChange) => Promise<{ isNews: boolean }>
  /** Called with organisations that have just authorised the app. */
  onAuthorised: (corpId: string) => void
  followHint: FollowHint
}

const eventSchema = z.object({ type: z.string(), bornAt: z.number(), data: z.unknown() })

/** Milliseconds after failures; further events of the organisation wait meanwhile. */
const pausesMs = [1000, 5000, 30_000]
const maxTries = 10

/** Processes DingTalk's events. */
export function createEventHandler(deps: EventHandlerDeps): JobHandler {
  const { updateCorp, onAuthorised, followHint } = deps
  return {
    isRepeatable: true,
    pausesMs,
    maxTries,
    async run({ corpId, payload }): Promise<JobResult> {
      const event = { ...eventSchema.parse(payload), corpId: corpId === '' ? null : corpId }
      const change = changeOf(event)
      if (change === null && event.corpId !== null) await followHint(event.corpId, event)
      const { isNews } = change === null ? { isNews: true } : await updateCorp(change)
      if (!isNews) return { dropped: 'old' }
      if (change?.event === 'org_suite_auth') onAuthorised(change.corpId)
      return {}
    },
  }
}
