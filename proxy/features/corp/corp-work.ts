import type { JobFailure, JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { CorpJobKind, CorpJobStore } from '#proxy/base/store/corps/corp-job-store.ts'
import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { CorpInDingTalk } from './corp-in-dingtalk.ts'
import type { CorpInEsign } from './corp-in-esign.ts'
import { startOfDay } from './margin-forecast.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Organisations that were not used for this long are not read; most likely they have left. */
const usedMs = 30 * dayMs

/** Milliseconds; at most an hour after DingTalk was unavailable. */
const pausesMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs]

export type CorpWorkDeps = {
  inDingTalk: Pick<CorpInDingTalk, 'read'>
  inEsign: Pick<CorpInEsign, 'readAllowed'>
}

/** Reads what is stored of an organisation anew, few at a time, as people's calls go first. */
export function createCorpWork(deps: CorpWorkDeps): Record<CorpJobKind, JobHandler> {
  const { inDingTalk, inEsign } = deps
  return {
    'corp-in-dingtalk': {
      isRepeatable: true,
      maxAtOnce: 4,
      pausesMs,
      async run({ corpId }) {
        await inDingTalk.read(corpId)
        return {}
      },
      failureOf,
    },
    'corp-in-esign': {
      isRepeatable: true,
      maxAtOnce: 1,
      async run({ corpId }) {
        await inEsign.readAllowed(corpId)
        return {}
      },
    },
  }
}

function failureOf(error: unknown): JobFailure {
  const isFinal = error instanceof ProblemError && error.code === 'upstream-rejected'
  return {
    kind: isFinal ? 'refused' : 'passing',
    reason: isFinal ? 'refused' : 'unavailable',
    detail: null,
    waitMs: error instanceof TransientFailure ? error.waitMs : 0,
    isAnswerLost: false,
  }
}

/**
 * Has every organisation in use read in e签宝 once a day, so that the history of margins has no gaps
 * and operators see all of them.
 */
export function createDailyReading(corpJobs: CorpJobStore): Record<string, JobHandler> {
  const reading: JobHandler = {
    isRepeatable: true,
    // People's requests go first after a start.
    firstMs: minuteMs,
    everyMs: hourMs,
    async run(_job, { now }) {
      await corpJobs.readInEsign({ today: startOfDay(now), usedSince: now - usedMs, at: now })
      return { again: now + hourMs }
    },
  }
  return { 'read-corps': reading }
}
