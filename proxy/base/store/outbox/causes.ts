import { isDeepStrictEqual } from 'node:util'
import type { Database } from '#proxy/base/store/database.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { scheduleReading, type Noted } from '#proxy/base/store/sweep/sweep-book.ts'
import { isAbout, type FlowKey } from '#proxy/base/store/flow-key.ts'
import { cancelJobs, putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { readFlowState, type FlowState } from './flow-state.ts'
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
}

/** Plans what to send because of a change, within the transaction that writes it. */
export type Planner = (change: FlowChange, tx: Database) => Plan | Promise<Plan>

/** Stored with a flow once messages about it are planned. */
export type Planning = Pick<FlowState, 'isPlanned' | 'turnsBy'>

/** The result of writing a change, and the flow as it is after it; null if it is unknown. */
export type Written<Result> = {
  result: Result
  after: FlowState | null
  /** Whether the change added the flow's row, so that nothing can be planned yet. */
  isNew?: boolean
}

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
  async change<Result>(
    database: Database,
    key: FlowKey,
    at: EpochMs,
    write: (tx: Database, before: FlowState | null) => Promise<Written<Result>>,
  ): Promise<Result> {
    let isAnyPut = false
    const result = await database.transaction(async (tx) => {
      const before = await readFlowState(tx, key)
      const { result: written, after, isNew = false } = await write(tx, before)
      // A reading older than the stored one changes nothing.
      if (after === null || after === before) return written
      const change = toChange(key, before, after, at)
      await scheduleReading(tx, change)
      isAnyPut = await this.#plan(tx, change, isNew)
      return written
    })
    if (isAnyPut) this.notifyOfPut()
    return result
  }

  /** The same for a change whose outcome is read again. */
  changeAndRead<Result>(
    database: Database,
    key: FlowKey,
    at: EpochMs,
    write: (tx: Database) => Promise<Result>,
  ): Promise<Result> {
    return this.change(database, key, at, async (tx) => {
      const result = await write(tx)
      return { result, after: await readFlowState(tx, key) }
    })
  }

  async #plan(tx: Database, change: Noted, isNew: boolean): Promise<boolean> {
    const { planning } = this
    if (!planning.isPlanned) return false
    const isPlanned = (state: FlowState | null) =>
      state?.isPlanned === true && state.turnsBy === planning.turnsBy
    const { corpId, taskId, before, after, isChanged, at } = change
    if (!isChanged && isPlanned(before)) return false
    if (!isPlanned(after)) await tx.update(flows).set(planning).where(isAbout(flows, change))
    const plans: Plan[] = []
    for (const planner of this.#listeners.planners)
      plans.push(await planner({ ...change, after: { ...after, ...planning } }, tx))
    const cancelled = isNew ? [] : plans.flatMap(({ cancel = [] }) => cancel)
    await cancelJobs(
      tx,
      cancelled.map((kind) => ({ corpId, taskId, ...kind })),
    )
    const rows = plans.flatMap(({ put }) => put)
    return putJobs(tx, rows, at)
  }
}

function toChange(key: FlowKey, before: FlowState | null, after: FlowState, at: EpochMs): Noted {
  const { corpId, taskId } = key
  // Being read and planned is no change, except for the first time.
  const { isPlanned, turnsBy, readAt, lastLogAt } = after
  const isChanged =
    before === null ||
    (before.readAt === null) !== (readAt === null) ||
    !isDeepStrictEqual({ ...before, isPlanned, turnsBy, readAt, lastLogAt }, after)
  return { corpId, taskId, before, after, isChanged, at }
}
