import { isDeepStrictEqual } from 'node:util'
import type { Database } from '#proxy/base/store/database.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { scheduleReading, type Noted } from '#proxy/base/store/sweep/sweep-store.ts'
import { isAbout, type FlowKey } from '#proxy/base/store/flow-key.ts'
import type { FlowState, SeenFlow } from '#proxy/base/store/flows/flow-types.ts'
import { cancelJobs, putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { lockFlow, seeFlow } from './flow-state.ts'
import type { TurnsBy } from '#shared/rules/situation/happenings.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type FlowChange = FlowKey & {
  before: FlowState | null
  after: FlowState
  at: EpochMs
}

export type Plan = {
  put: readonly NewJob[]
  /** Waiting jobs of these kinds about the flow are deleted, except for those keys. */
  cancel?: readonly { kind: string; exceptKeys: readonly string[] }[]
  /**
   * What to store for the webhooks of the corp, which is left out for a corp without any.
   * @returns jobs to put, too
   */
  forWebhooks?: (tx: Database) => Promise<readonly NewJob[]>
}

/** Plans what to send because of a change; it is stored in the transaction that writes the change. */
export type Planner = (change: FlowChange) => Plan

/** Stored with a flow once messages about it are planned. */
export type Planning = Pick<FlowState, 'isPlanned' | 'turnsBy'>

/** Who plans what follows from changes of flows. */
export type Listeners = {
  planners: readonly Planner[]
  /**
   * How people learn of their turns; the next reading of a flow planned with a different way counts
   * as a change.
   */
  turnsBy: TurnsBy | null
}

export class Causes {
  readonly #listeners: Listeners
  readonly notifyOfPut: () => void

  constructor(listeners: Listeners, notifyOfPut: () => void) {
    this.#listeners = listeners
    this.notifyOfPut = notifyOfPut
  }

  get planning(): Planning {
    const { planners, turnsBy } = this.#listeners
    return { isPlanned: planners.length > 0, turnsBy }
  }

  /**
   * With the jobs this causes, in one transaction.
   * @param at when the change was received
   */
  async changeAndRead<Result>(
    database: Database,
    key: FlowKey,
    at: EpochMs,
    write: (tx: Database) => Promise<Result>,
  ): Promise<Result> {
    let isAnyPut = false
    const result = await database.transaction(async (tx) => {
      const seen = await lockFlow(tx, key)
      const written = await write(tx)
      const after = (await seeFlow(tx, key)).state
      if (after === null) return written
      const change = toChange(key, seen, after, at)
      await scheduleReading(tx, change)
      const plans = this.plan(change)
      if (plans === null) return written
      // Always, so that the flow has another version; see `SeenFlow`.
      await tx.update(flows).set(this.planning).where(isAbout(flows, key))
      isAnyPut = await putJobs(tx, await jobsOf(tx, change, plans), at)
      return written
    })
    if (isAnyPut) this.notifyOfPut()
    return result
  }

  /** What follows from a change; null for nothing. */
  plan(change: Noted): readonly Plan[] | null {
    const { planning } = this
    if (!planning.isPlanned) return null
    const { before, after, isChanged } = change
    const wasPlanned = before?.isPlanned === true && before.turnsBy === planning.turnsBy
    if (!isChanged && wasPlanned) return null
    const planned = { ...change, after: { ...after, ...planning } }
    return this.#listeners.planners.map((planner) => planner(planned))
  }
}

/** Cancels what is planned to be cancelled. @returns the jobs to put, whose keys are free then */
export async function jobsOf(
  tx: Database,
  { corpId, taskId, before }: FlowChange,
  plans: readonly Plan[],
): Promise<NewJob[]> {
  const put = plans.flatMap((plan) => plan.put)
  for (const { forWebhooks } of plans)
    if (forWebhooks !== undefined) put.push(...(await forWebhooks(tx)))
  // Nothing can be planned yet for a new flow.
  const cancelled = before === null ? [] : plans.flatMap(({ cancel = [] }) => cancel)
  await cancelJobs(
    tx,
    cancelled.map((kind) => ({ corpId, taskId, ...kind })),
  )
  return put
}

export function toChange(
  { corpId, taskId }: FlowKey,
  { state: before, activeAt }: SeenFlow,
  after: FlowState,
  at: EpochMs,
): Noted {
  // Being read and planned is no change, except for the first time.
  const { isPlanned, turnsBy, readAt, lastLogAt } = after
  const isChanged =
    before === null ||
    (before.readAt === null) !== (readAt === null) ||
    !isDeepStrictEqual({ ...before, isPlanned, turnsBy, readAt, lastLogAt }, after)
  return { corpId, taskId, before, activeAt, after, isChanged, at }
}
