import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { Flow } from '#shared/rules/flow.ts'
import type { Signing } from '#shared/schemas/flow/signing.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import {
  onBehalfOf,
  presentRequester,
  sharedRequester,
  type Requester,
} from '#proxy/base/limits/requester.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { settle } from '#proxy/base/http/section.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { BegunReading, FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { ReadingCache } from './reading-cache.ts'
import type { FlowReading } from './flow-reading.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Clock, EpochMs, MonotonicClock } from '#shared/rules/time.ts'

export type FlowReader = {
  /**
   * The flow with signers and seal approvals, possibly cached for a moment, or for minutes once it
   * has ended. Concurrent reads share their calls.
   * @param maxAgeMs oldest acceptable reading
   * @throws ProblemError if the flow itself cannot be read, see `Esign.getFlow`
   */
  read(corpId: string, taskId: string, maxAgeMs?: number): Promise<FlowReading>
  /** Whether this instance has read the flow in the corp. */
  hasRead(corpId: string, taskId: string): boolean
  /**
   * Drops cached and pending reads of a flow.
   * @param readAt keeps readings that started then or later
   */
  forget(corpId: string, taskId: string, readAt?: EpochMs): void
  forgetCorp(corpId: string): void
  forgetAll(): void
}

/** How long a flow waits for its signers and approvals, in milliseconds. */
const sectionTimeoutMs = 2000

export type FlowReaderDeps = {
  esign: Pick<Esign, 'getFlow' | 'getSigners' | 'getSealApprovals'>
  log: Pick<Logger, 'warn'>
  /** Keeps later reads from joining pending calls of a corp, or of all. */
  forgetCalls: (corpId?: string) => void
  now: Clock
  monotonic: MonotonicClock
  begin: FlowStore['beginReading']
  /** Called with how each read was answered; `shared`: by a pending one. */
  onLookup?: (lookup: 'hit' | 'shared' | 'miss') => void
  /** A healthy store takes less; otherwise the reading has no number (milliseconds). */
  beginTimeoutMs?: number | undefined
}

/** Flows remembered as read. */
const maxRemembered = 50_000

/** `startedAt` is from the monotonic clock. */
type InFlight = {
  startedAt: number
  fetchedAt: number
  reading: Promise<FlowReading>
  requester: Requester
}

export function createFlowReader(deps: FlowReaderDeps): FlowReader {
  const { esign, log, forgetCalls, now, monotonic, begin, onLookup, beginTimeoutMs = 250 } = deps
  const cache = new ReadingCache()
  const inFlight = new Map<string, InFlight>()
  const read = boundedCache<string, true>(maxRemembered)

  /** Numbered before upstream is called, so that higher numbers are newer. */
  async function begun(corpId: string, taskId: string): Promise<BegunReading | null> {
    return fromStore(begin(corpId, taskId), beginTimeoutMs).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'number of a reading not available')
      return null
    })
  }

  async function readAll(corpId: string, taskId: string): Promise<FlowReading> {
    const { order = null, seen } = (await begun(corpId, taskId)) ?? {}
    // Not earlier, as a reading that began first may be numbered last.
    const fetchedAt = now()
    const signing = settle(esign.getSigners(corpId, taskId))
    const sealApprovals = settle(esign.getSealApprovals(corpId, taskId))
    const flowAnswer = await esign.getFlow(corpId, taskId).catch((error: unknown) => {
      if (error instanceof ProblemError && isUnknownFlow(error)) return error
      throw error
    })
    const note = <Section>(section: string, answer: Section | ProblemError) => {
      if (!(answer instanceof ProblemError)) return answer
      log.warn({ corpId, taskId, section, err: answer }, 'section failed')
      // The next reading must not join a call that started before it.
      if (answer.code === 'upstream-timeout') forgetCalls(corpId)
      return answer
    }
    const approvalsInTime = withTimeout(sealApprovals, sectionTimeoutMs, sectionTimeout)
    const signers = note('signers', await withTimeout(signing, sectionTimeoutMs, sectionTimeout))
    const flow = asDeleted(flowAnswer, signers)
    // An unknown flow has no approvals to wait for.
    if (flow instanceof ProblemError) throw flow
    const approvals = note('approvals', await approvalsInTime)
    return {
      flow,
      signers: signers instanceof ProblemError ? signers : signers.signers,
      approvals,
      fetchedAt,
      order,
      seen,
    }
  }

  function start(corpId: string, taskId: string, key: string): InFlight {
    const [startedAt, fetchedAt] = [monotonic(), now()]
    const requester = sharedRequester()
    const reading = onBehalfOf(requester, () => readAll(corpId, taskId))
    const started = { startedAt, fetchedAt, reading, requester }
    inFlight.set(key, started)
    // Another read may have replaced this one, or it was dropped.
    const isCurrent = () => inFlight.get(key) === started
    reading.then(
      (flowReading) => {
        read.set(key, true)
        if (!isCurrent()) return
        inFlight.delete(key)
        cache.put(key, { reading: flowReading, startedAt }, monotonic())
      },
      () => {
        if (isCurrent()) inFlight.delete(key)
      },
    )
    return started
  }

  return {
    async read(corpId, taskId, maxAgeMs = Infinity) {
      const key = keyTextOf({ corpId, taskId })
      const oldest = monotonic() - maxAgeMs
      const kept = cache.get(key, monotonic())
      if (kept !== null && kept.startedAt >= oldest) {
        onLookup?.('hit')
        return kept.reading
      }
      const shared = inFlight.get(key)
      if (shared !== undefined && shared.startedAt >= oldest) {
        onLookup?.('shared')
        shared.requester.join(presentRequester())
        return shared.reading
      }
      onLookup?.('miss')
      if (shared !== undefined) forgetCalls(corpId)
      return start(corpId, taskId, key).reading
    },

    hasRead: (corpId, taskId) => read.get(keyTextOf({ corpId, taskId })) === true,

    forget(corpId, taskId, readAt = Infinity) {
      const key = keyTextOf({ corpId, taskId })
      const kept = cache.get(key, monotonic())
      if (kept !== null && kept.reading.fetchedAt < readAt) cache.forget(key)
      const isReadingOlder = (inFlight.get(key)?.fetchedAt ?? Infinity) < readAt
      if (isReadingOlder) inFlight.delete(key)
      if (isReadingOlder || readAt === Infinity) forgetCalls(corpId)
    },

    forgetCorp(corpId) {
      const ofCorp = keyPrefix(corpId)
      cache.forgetAll(ofCorp)
      for (const key of inFlight.keys()) if (key.startsWith(ofCorp)) inFlight.delete(key)
      forgetCalls(corpId)
    },

    forgetAll() {
      cache.forgetAll()
      inFlight.clear()
      forgetCalls()
    },
  }
}

/** Prefix of the keys of a corp's flows, see `keyTextOf`. */
function keyPrefix(corpId: string): string {
  return `[${JSON.stringify(corpId)},`
}

/**
 * Only the call for signers has a code for deleted flows (get-the-details-of-process-signing); the
 * call for the flow may no longer find them.
 */
function asDeleted(
  flow: Flow | ProblemError,
  signing: Signing | ProblemError,
): Flow | ProblemError {
  if (signing instanceof ProblemError || signing.status !== 'deleted') return flow
  const { taskId, title, status, statusCode } = signing
  if (!(flow instanceof ProblemError)) return { ...flow, status, statusCode }
  const initiator = { name: null, organization: null }
  return { taskId, title, status, statusCode, initiator, logs: [] }
}

function sectionTimeout(): ProblemError {
  return new ProblemError('upstream-timeout', 'e签宝 took too long for this part.')
}
