import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import { corpJob } from '#proxy/base/store/corps/corp-job-store.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import type { CorpInDingTalk } from './corp-in-dingtalk.ts'
import type { CorpStates } from './corp-states.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** Lets in the people of organisations that use the app, although events may be lost. */
export type CorpAdmission = {
  /**
   * Admits a sign-in. If the organisation stopped the app, DingTalk is asked, at most once a
   * minute, as the event of its return may be lost.
   * @throws ProblemError `corp-stopped`
   */
  admit(corpId: string): Promise<void>
  /**
   * Admits a call of a signed-in person. DingTalk is asked as for a sign-in, but in the background.
   * @throws ProblemError `corp-stopped`
   */
  requireActive(corpId: string): Promise<void>
  /** Notes a sign-in, in the background. DingTalk is asked until it has answered once. */
  noteSeen(corpId: string): void
  /**
   * Asks DingTalk in the background, at most once a minute, as an event came without its content.
   */
  noteIncomplete(corpId: string): void
}

export type CorpAdmissionDeps = {
  book: Pick<CorpStore, 'noteSeen'>
  jobs: Pick<JobStore, 'put'>
  corpStates: Pick<CorpStates, 'of' | 'known' | 'requireActive'>
  inDingTalk: Pick<CorpInDingTalk, 'read'>
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
  monotonic: MonotonicClock
}

const maxCorps = 10_000
const seenAgainMs = 10 * 60_000
const askAgainMs = 60_000

export function createCorpAdmission(deps: CorpAdmissionDeps): CorpAdmission {
  const { book, jobs, corpStates, inDingTalk, log, now, monotonic } = deps
  const seenAt = boundedCache<string, number>(maxCorps)
  const askedAt = boundedCache<string, number>(maxCorps)
  const inFlight = new Map<string, Promise<void>>()

  async function askIfOut(corpId: string): Promise<void> {
    const { state } = await corpStates.of(corpId)
    if (state !== 'active') await askOnceAMinute(corpId)
  }

  async function askOnceAMinute(corpId: string): Promise<void> {
    const shared = inFlight.get(corpId)
    if (shared !== undefined) return shared
    if (monotonic() - (askedAt.get(corpId) ?? -Infinity) < askAgainMs) return
    askedAt.set(corpId, monotonic())
    const asking = inDingTalk
      .read(corpId)
      .catch((err: unknown) => {
        log.info({ corpId, err }, 'organisation not read in DingTalk')
      })
      .finally(() => inFlight.delete(corpId))
    inFlight.set(corpId, asking)
    await asking
  }

  async function seen(corpId: string): Promise<void> {
    const at = now()
    const hasAnswered = await fromStore(book.noteSeen(corpId, at))
    if (hasAnswered) return
    const { renews: _renews, ...job } = corpJob(corpId, 'corp-in-dingtalk', at)
    await fromStore(jobs.put([job], at))
  }

  return {
    noteIncomplete: (corpId) => void askOnceAMinute(corpId),
    async admit(corpId) {
      await corpStates.requireActive(corpId).catch(async () => {
        await askIfOut(corpId)
        await corpStates.requireActive(corpId)
      })
    },
    requireActive(corpId) {
      if (corpStates.known(corpId).state !== 'active') void askIfOut(corpId)
      return corpStates.requireActive(corpId)
    },
    noteSeen(corpId) {
      if (monotonic() - (seenAt.get(corpId) ?? -Infinity) < seenAgainMs) return
      seenAt.set(corpId, monotonic())
      seen(corpId).catch((err: unknown) => {
        seenAt.set(corpId, monotonic() - seenAgainMs + askAgainMs)
        log.warn({ corpId, err }, 'organisation not stored')
      })
    },
  }
}
