import { boundedCache } from '#proxy/limits/bounded-cache.ts'
import type { Flow } from '#shared/schemas/flow/flow.ts'
import type { Signing } from '#shared/schemas/flow/signing.ts'
import type { Esign } from '#proxy/esign/esign.ts'
import { LargeFlow } from '#proxy/esign/large-flows.ts'
import { isUnknownFlow } from '#proxy/esign/wire/refusals.ts'
import type { Logger } from '#proxy/log.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import {
  onBehalfOf,
  presentRequester,
  sharedRequester,
  type Requester,
} from '#proxy/limits/requester.ts'
import { withTimeout } from '#proxy/limits/with-timeout.ts'
import { settle } from '#proxy/http/section.ts'
import { keyTextOf } from '#proxy/store/flow-key.ts'
import { ReadingCache } from './reading-cache.ts'
import type { FlowReading } from './flow-reading.ts'
import { fromStore } from './store-timeout.ts'

export type FlowReader = {
  /**
   * The flow with signers and seal approvals, now or of a moment ago; a flow that has ended, of
   * minutes ago. Concurrent reads share their calls.
   * @param maxAgeMs the oldest reading that is accepted
   * @throws ProblemError when the flow itself cannot be read, see `Esign.getFlow`
   */
  read(corpId: string, taskId: string, maxAgeMs?: number): Promise<FlowReading>
  /** Whether this instance has read the flow in the corp. */
  hasRead(corpId: string, taskId: string): boolean
  /** Whether the reading is the cached one. */
  isKept(corpId: string, reading: FlowReading): boolean
  /**
   * Drops cached and running reads of a flow.
   * @param readAt readings that began then or later stay, epoch milliseconds
   */
  forget(corpId: string, taskId: string, readAt?: number): void
  /** The same for all flows of a corp. */
  forgetCorp(corpId: string): void
  /** The same for all flows. */
  forgetAll(): void
}

/** How long a flow that was read waits for its signers and approvals, milliseconds. */
const sectionTimeoutMs = 2000

export type FlowReaderParts = {
  esign: Pick<Esign, 'getFlow' | 'getSigners' | 'getSealApprovals'>
  log: Pick<Logger, 'warn'>
  /** Keeps later reads from joining calls under way of a corp, or of all. */
  forgetCalls: (corpId?: string) => void
  /** The time in epoch milliseconds. */
  now: () => number
  /** Monotonic milliseconds, for ages. */
  monotonic: () => number
  /** Numbers a reading, see `FlowRegistry.beginReading`. */
  begin: () => Promise<number>
  /** Told how each read was answered; `shared`: by a read under way. */
  onLookup?: (lookup: 'hit' | 'shared' | 'miss') => void
  /** A healthy store takes less; without it the flow is shown unnumbered (milliseconds). */
  beginTimeoutMs?: number | undefined
}

/** At most so many flows are remembered as read. */
const mostRead = 50_000

/** `startedAt` is by the monotonic clock. */
type UnderWay = {
  startedAt: number
  fetchedAt: number
  reading: Promise<FlowReading>
  requester: Requester
}

export function createFlowReader(parts: FlowReaderParts): FlowReader {
  const { esign, log, forgetCalls, now, monotonic, begin, onLookup, beginTimeoutMs = 250 } = parts
  const cache = new ReadingCache()
  const underWay = new Map<string, UnderWay>()
  const read = boundedCache<string, true>(mostRead)

  /** Numbered before upstream is asked, so that higher numbers are newer. */
  async function numbered(
    number: Promise<number>,
    corpId: string,
    taskId: string,
  ): Promise<number | null> {
    return fromStore(number, beginTimeoutMs).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'reading without a number')
      return null
    })
  }

  async function readAll(corpId: string, taskId: string, fetchedAt: number): Promise<FlowReading> {
    const order = await numbered(begin(), corpId, taskId)
    const signing = settle(esign.getSigners(corpId, taskId))
    const sealApprovals = settle(esign.getSealApprovals(corpId, taskId))
    const asked = await esign.getFlow(corpId, taskId).catch((error: unknown) => {
      if (error instanceof ProblemError && isUnknownFlow(error)) return error
      throw error
    })
    const note = <Section>(section: string, answer: Section | ProblemError) => {
      if (!(answer instanceof ProblemError)) return answer
      log.warn({ corpId, taskId, section, err: answer }, 'section failed')
      // The next reading must not join a call that began before it.
      if (answer.code === 'upstream-timeout') forgetCalls(corpId)
      return answer
    }
    const approvalsInTime = withTimeout(sealApprovals, sectionTimeoutMs, sectionTimeout)
    const signers = note('signers', await withTimeout(signing, sectionTimeoutMs, sectionTimeout))
    const told = asDeleted(asked, signers)
    // Nothing is told of an unknown flow, so its seal approvals are not waited for.
    if (told instanceof ProblemError) throw told
    const approvals = note('approvals', await approvalsInTime)
    return {
      ...(told instanceof LargeFlow
        ? { flow: told.outline, wholeFlow: told.json }
        : { flow: told }),
      signers: signers instanceof ProblemError ? signers : signers.signers,
      approvals,
      fetchedAt,
      order,
    }
  }

  function start(corpId: string, taskId: string, key: string): UnderWay {
    const [startedAt, fetchedAt] = [monotonic(), now()]
    const requester = sharedRequester()
    const reading = onBehalfOf(requester, () => readAll(corpId, taskId, fetchedAt))
    const started = { startedAt, fetchedAt, reading, requester }
    underWay.set(key, started)
    // Another read may have replaced it, or it was dropped.
    const isCurrent = () => underWay.get(key) === started
    reading.then(
      (told) => {
        read.set(key, true)
        if (!isCurrent()) return
        underWay.delete(key)
        cache.put(key, { reading: told, startedAt }, monotonic())
      },
      () => {
        if (isCurrent()) underWay.delete(key)
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
      const shared = underWay.get(key)
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

    isKept(corpId, reading) {
      const key = keyTextOf({ corpId, taskId: reading.flow.taskId })
      return cache.get(key, monotonic())?.reading === reading
    },

    forget(corpId, taskId, readAt = Infinity) {
      const key = keyTextOf({ corpId, taskId })
      const kept = cache.get(key, monotonic())
      if (kept !== null && kept.reading.fetchedAt < readAt) cache.forget(key)
      const isReadingOlder = (underWay.get(key)?.fetchedAt ?? Infinity) < readAt
      if (isReadingOlder) underWay.delete(key)
      if (isReadingOlder || readAt === Infinity) forgetCalls(corpId)
    },

    forgetCorp(corpId) {
      const ofCorp = keyPrefix(corpId)
      cache.forgetAll(ofCorp)
      for (const key of underWay.keys()) if (key.startsWith(ofCorp)) underWay.delete(key)
      forgetCalls(corpId)
    },

    forgetAll() {
      cache.forgetAll()
      underWay.clear()
      forgetCalls()
    },
  }
}

/** With which the keys of a corp's flows begin, see `keyTextOf`. */
function keyPrefix(corpId: string): string {
  return `[${JSON.stringify(corpId)},`
}

/**
 * Only the call for signers has a code for deleted flows (get-the-details-of-process-signing); that for
 * the flow may not know them any more. A large one is left as it is, for it is not parsed here.
 */
function asDeleted(
  flow: Flow | LargeFlow | ProblemError,
  signing: Signing | ProblemError,
): Flow | LargeFlow | ProblemError {
  if (flow instanceof LargeFlow) return flow
  if (signing instanceof ProblemError || signing.status !== 'deleted') return flow
  const { taskId, title, status, statusCode } = signing
  if (!(flow instanceof ProblemError)) return { ...flow, status, statusCode }
  const initiator = { name: null, organization: null }
  return { taskId, title, status, statusCode, initiator, logs: [] }
}

function sectionTimeout(): ProblemError {
  return new ProblemError('upstream-timeout', 'e签宝 took too long for this part.')
}

export function invalidTaskId(): ProblemError {
  return new ProblemError('invalid-task-id', 'The task id is malformed.')
}
