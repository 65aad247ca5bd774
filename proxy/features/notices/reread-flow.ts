import { isDeepStrictEqual } from 'node:util'
import { toFlowUpdate } from '#proxy/features/flows/read/flow-update.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import type { FlowPublisher } from '#proxy/features/live/flow-publisher.ts'
import type { FlowStore, FlowUpdate } from '#proxy/base/store/flows/flow-types.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/**
 * Rereads a flow that may have changed, stores it, and announces it again if it differs, as lists
 * show stored data. A flow that e签宝 no longer knows is stored as deleted, as is one that is still
 * unknown a week after it was started or registered.
 * @param since older readings are not accepted, by the monotonic clock
 * @param counting wraps the reading, for callers that count calls; calls after it are not counted
 * @throws ProblemError if upstream or the store fails; an error if the reading was not stored,
 * because a newer one is or its order is unknown
 */
export type RereadFlow = (
  corpId: string,
  taskId: string,
  since: number,
  counting?: (read: () => Promise<FlowReading>) => Promise<FlowReading>,
) => Promise<FlowReading>

export type RereadFlowDeps = {
  flows: Pick<FlowReader, 'read'>
  registry: Pick<FlowStore, 'find' | 'peopleOf' | 'beginReading' | 'recordReading'>
  news: Pick<FlowPublisher, 'announceRead'>
  onStored?: ((corpId: string, reading: FlowReading) => void) | null
  now: Clock
  monotonic: MonotonicClock
}

/** Tolerated clock difference between instances that share a database. */
const clockSkewMs = 1000

/** e签宝 knows a started or registered flow after at most this time, in milliseconds. */
const becomesKnownMs = 7 * 24 * 60 * 60_000

export function createRereadFlow(deps: RereadFlowDeps): RereadFlow {
  const { flows, registry, news, onStored, now, monotonic } = deps

  async function remembered(corpId: string, taskId: string) {
    const [flow, people] = await Promise.all([
      registry.find(corpId, taskId),
      registry.peopleOf(corpId, taskId),
    ])
    const readAt = flow?.confirmedAt ?? 0
    const isKnown = readAt > 0 || (flow !== null && flow.firstSeenAt < now() - becomesKnownMs)
    return { readAt, isKnown, facts: { ...flow, confirmedAt: null, people } }
  }

  /** An unknown flow is read twice, as a flow stored as deleted is never read again. */
  async function read(
    corpId: string,
    taskId: string,
    maxAgeMs: number,
    isKnown: boolean,
  ): Promise<FlowReading> {
    try {
      return await flows.read(corpId, taskId, maxAgeMs)
    } catch (err) {
      if (!isKnown || !isUnknownFlow(err)) throw err
    }
    const { order, seen } = await registry.beginReading(corpId, taskId)
    const readAt = now()
    try {
      return await flows.read(corpId, taskId, 0)
    } catch (err) {
      if (isUnknownFlow(err)) {
        const deleted = { ...deletedFlow, taskId, readAt, order, seen }
        const isRemembered = await registry.recordReading(corpId, deleted)
        if (isRemembered) news.announceRead(corpId, taskId, readAt)
      }
      throw err
    }
  }

  return async (corpId, taskId, since, counting = (ask) => ask()) => {
    const arrivedAt = now() - (monotonic() - since)
    // Read before upstream, as other callers that share the reading store it too.
    const before = await remembered(corpId, taskId)
    // Readings that others have started since then are accepted too.
    const reading = await counting(() => read(corpId, taskId, monotonic() - since, before.isKnown))
    const update = toFlowUpdate(reading, before.facts.people)
    if (!(await registry.recordReading(corpId, update))) {
      // A newer one may have been stored without an announcement.
      news.announceRead(corpId, taskId, reading.fetchedAt)
      throw new Error('the reading is not the one that is remembered')
    }
    onStored?.(corpId, reading)
    const after = await remembered(corpId, taskId)
    if (!isDeepStrictEqual(after.facts, before.facts))
      news.announceRead(corpId, taskId, reading.fetchedAt)
    // Another caller may have stored the change already, without an announcement.
    else if (before.readAt >= arrivedAt - clockSkewMs)
      news.announceRead(corpId, taskId, before.readAt)
    return reading
  }
}

const deletedFlow = {
  title: null,
  status: 'deleted',
  statusCode: null,
  initiator: { name: null, organization: null },
  nextStep: {
    kind: 'deleted',
    people: [],
    since: null,
    followedBy: [],
    reason: null,
    waits: [],
    byName: [],
  },
  isWhole: true,
  lastLogAt: null,
  acts: [],
  createdAt: null,
  signers: null,
  finishedStages: [],
} satisfies Partial<FlowUpdate>
