import { LRUCache } from 'lru-cache'
import type { Esign } from '#proxy/esign/esign.ts'
import { LargeFlow } from '#proxy/esign/large-flows.ts'
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
import { ReadingCache, type CacheLimits } from './reading-cache.ts'
import type { FlowReading } from './flow-reading.ts'
import { fromStore } from './store-timeout.ts'

export type FlowReader = {
  /**
   * The flow with signers and seal approvals, as it is now or was a moment ago; one that has ended
   * and does not change any more, as it was minutes ago. The person who reads it at the same time shares the
   * calls.
   * @param maxAgeMs a reading that began longer ago than this does not do
   * @throws ProblemError when the flow itself cannot be read, see `Esign.getFlow`
   */
  read(corpId: string, taskId: string, maxAgeMs?: number): Promise<FlowReading>
  /** Whether the corp is known to have the flow, for it was read there by this instance. */
  hasRead(corpId: string, taskId: string): boolean
  /** Whether the reading is what the next one to ask would be given. */
  isKept(corpId: string, reading: FlowReading): boolean
  /**
   * Something happened to the flow: what was read until now, or is being read, is out of date.
   * @param readAt a reading that began then or later, epoch milliseconds, holds all the same
   */
  forget(corpId: string, taskId: string, readAt?: number): void
  /** The same of all flows of a corp. */
  forgetCorp(corpId: string): void
  /** The same of all flows. */
  forgetAll(): void
}

/** How long the flow itself, once there, waits for its signers and approvals. */
const sectionTimeoutMs = 2000

export type FlowReaderParts = {
  esign: Pick<Esign, 'getFlow' | 'getSigners' | 'getSealApprovals'>
  log: Pick<Logger, 'warn'>
  /**
   * Lets nobody join the calls under way of a corp, or of all; what they are answered may be out of
   * date.
   */
  forgetCalls: (corpId?: string) => void
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
  /** Numbers a reading that is about to begin, see `FlowRegistry.beginReading`. */
  begin: () => Promise<number>
  /** Told where each reading was found; `shared`: somebody was reading it just then. */
  onLookup?: (lookup: 'hit' | 'shared' | 'miss') => void
  timeoutMs?: number
  limits?: CacheLimits
}

/** Flows beyond this many are forgotten to have been read. */
const mostRead = 50_000

/** Longer than a store takes that is well; a flow is shown although it is not. */
const beginTimeoutMs = 250

/** `startedAt` is by the monotonic clock. */
type UnderWay = {
  startedAt: number
  fetchedAt: number
  reading: Promise<FlowReading>
  requester: Requester
}

export function createFlowReader(parts: FlowReaderParts): FlowReader {
  const {
    esign,
    log,
    forgetCalls,
    now,
    monotonic,
    begin,
    onLookup,
    timeoutMs = sectionTimeoutMs,
    limits,
  } = parts
  const cache = new ReadingCache(limits)
  const underWay = new Map<string, UnderWay>()
  const read = new LRUCache<string, true>({ max: mostRead })

  /** Before upstream is asked: what is numbered later must not have been read earlier. */
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
    const told = await esign.getFlow(corpId, taskId)
    const [signers, approvals] = await Promise.all([
      withTimeout(signing, timeoutMs, sectionTimeout),
      withTimeout(sealApprovals, timeoutMs, sectionTimeout),
    ])
    for (const [section, err] of Object.entries({ signers, approvals }))
      if (err instanceof ProblemError) log.warn({ corpId, taskId, section, err }, 'section failed')
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
    // Another one may have taken its place meanwhile, or it was told that it is out of date.
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
      const key = keyOf(corpId, taskId)
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

    hasRead: (corpId, taskId) => read.get(keyOf(corpId, taskId)) === true,

    isKept(corpId, reading) {
      return cache.get(keyOf(corpId, reading.flow.taskId), monotonic())?.reading === reading
    },

    forget(corpId, taskId, readAt = Infinity) {
      const key = keyOf(corpId, taskId)
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

function keyOf(corpId: string, taskId: string): string {
  return JSON.stringify([corpId, taskId])
}

/** With which the keys of a corp's flows begin. */
function keyPrefix(corpId: string): string {
  return `[${JSON.stringify(corpId)},`
}

function sectionTimeout(): ProblemError {
  return new ProblemError('upstream-timeout', 'e签宝 took too long for this part.')
}

export function invalidTaskId(): ProblemError {
  return new ProblemError('invalid-task-id', 'The task id is malformed.')
}
