import { isDeepStrictEqual } from 'node:util'
import { toFlowFacts } from '#proxy/flows/read/flow-facts.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import type { FlowReading } from '#proxy/flows/read/flow-reading.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { FlowPublisher } from '#proxy/live/flow-publisher.ts'
import type { FlowRegistry, FlowUpdate, Generation } from '#proxy/store/flows/flow-types.ts'

/**
 * Reads a flow that is said to have changed, stores it, and announces it again if it differs, as
 * lists show stored data. A flow that was read before and that e签宝 no longer knows is stored as deleted.
 * @param since older readings are not accepted, by the monotonic clock
 * @param counting runs the reading itself, for who counts its calls; what follows from it is not theirs
 * @throws ProblemError when upstream or the store fails; an error when the reading was not stored,
 * as a later one is or the order is not known
 */
export type ConfirmFlow = (
  corpId: string,
  taskId: string,
  since: number,
  counting?: (read: () => Promise<FlowReading>) => Promise<FlowReading>,
) => Promise<FlowReading>

export type FlowConfirmationParts = {
  flows: Pick<FlowReader, 'read'>
  registry: Pick<FlowRegistry, 'find' | 'peopleOf' | 'beginReading' | 'recordReading'>
  generation: Generation
  news: Pick<FlowPublisher, 'announceRead'>
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** How far the clocks of instances that share a database may be apart. */
const clockSkewMs = 1000

export function createFlowConfirmation(parts: FlowConfirmationParts): ConfirmFlow {
  const { flows, registry, generation, news, now, monotonic } = parts

  async function remembered(corpId: string, taskId: string) {
    const [flow, people] = await Promise.all([
      registry.find(corpId, taskId),
      registry.peopleOf(corpId, taskId),
    ])
    return { readAt: flow?.confirmedAt ?? 0, facts: { ...flow, confirmedAt: null, people } }
  }

  /** Asks once more, as flows that count as deleted are not read again. */
  async function confirmGone(corpId: string, taskId: string): Promise<void> {
    const order = await registry.beginReading()
    const readAt = now()
    try {
      await flows.read(corpId, taskId, 0)
    } catch (err) {
      if (!isGone(err)) return
      const deleted = { ...deletedFlow, taskId, generation, readAt, order }
      const isRemembered = await registry.recordReading(corpId, deleted)
      if (isRemembered) news.announceRead(corpId, taskId, readAt)
    }
  }

  return async (corpId, taskId, since, counting = (read) => read()) => {
    const heardAt = now() - (monotonic() - since)
    // Read before, as others who get the same reading store it too.
    const before = await remembered(corpId, taskId)
    const reading = await counting(async () => {
      try {
        // A reading that others have begun since is accepted too.
        return await flows.read(corpId, taskId, monotonic() - since)
      } catch (err) {
        // One that was started a moment ago may not be known yet.
        if (isGone(err) && before.readAt > 0) await confirmGone(corpId, taskId)
        throw err
      }
    })
    const facts = toFlowFacts(reading, generation, before.facts.people)
    if (!(await registry.recordReading(corpId, facts))) {
      // A later one may have been stored by somebody who announces nothing.
      news.announceRead(corpId, taskId, reading.fetchedAt)
      throw new Error('the reading is not the one that is remembered')
    }
    const after = await remembered(corpId, taskId)
    // Another reader may have stored the change already.
    const isReadSince = before.readAt >= heardAt - clockSkewMs
    if (isReadSince || !isDeepStrictEqual(after.facts, before.facts))
      news.announceRead(corpId, taskId, reading.fetchedAt)
    return reading
  }
}

function isGone(err: unknown): boolean {
  return err instanceof ProblemError && err.code === 'flow-not-found'
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
