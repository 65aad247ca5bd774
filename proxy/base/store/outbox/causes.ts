import { isDeepStrictEqual } from 'node:util'
import type { Database } from '#proxy/base/store/database.ts'
import { flows } from '#proxy/base/store/schema.ts'
import { scheduleReadings, type Noted } from '#proxy/base/store/sweep/sweep-book.ts'
import { isOneOf, keyTextOf, type FlowKey } from '#proxy/base/store/flow-key.ts'
import { readFlowStates, type FlowState, type TurnsBy } from './flow-state.ts'
import type { NewRow } from './outbox-row.ts'
import { cancelRows, putRows } from './row-writes.ts'

/** A change of a stored flow. */
export type FlowChange = FlowKey & {
  /** Null if the flow was unknown. */
  before: FlowState | null
  after: FlowState
  /** When the change was received, epoch milliseconds. */
  at: number
}

export type Plan = {
  put: readonly NewRow[]
  /** Waiting rows of these kinds about the flow are deleted, except for those keys. */
  cancel?: readonly { kind: string; exceptKeys: readonly string[] }[]
}

/** Plans what to send because of a change. Called within the transaction that writes the change. */
export type Planner = (change: FlowChange) => Plan

/** Stored with a flow once messages about it are planned. */
export type Planning = Pick<FlowState, 'isPlanned' | 'turnsBy'>

type States = ReadonlyMap<string, FlowState>

/** The result of writing a change, and the flows as they are after it. */
export type Written<Result> = { result: Result; after: States }

/** Changes that cause outbox rows. */
export class Causes {
  #planners: readonly Planner[] = []
  #turnsBy: TurnsBy | null = null
  readonly #listeners = new Set<() => void>()

  /**
   * Sets the planners of rows for changes.
   * @param turnsBy how people learn of their turns; the next reading of a flow planned with a
   * different way counts as a change
   */
  plans(planners: readonly Planner[], turnsBy: TurnsBy | null): void {
    this.#planners = planners
    this.#turnsBy = turnsBy
  }

  /** Called when rows were added. @returns unsubscribes */
  onPut(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  notifyOfPut(): void {
    for (const listener of this.#listeners) listener()
  }

  /** What to store with a flow that was read. */
  get planning(): Planning {
    return { isPlanned: this.#planners.length > 0, turnsBy: this.#turnsBy }
  }

  /**
   * Changes flows and adds the rows this causes, in one transaction.
   * @param keys the flows that may change
   * @param atOf when the change of a flow was received
   */
  async change<Result>(
    database: Database,
    keys: readonly FlowKey[],
    atOf: (key: FlowKey) => number,
    write: (tx: Database, before: States) => Promise<Written<Result>>,
  ): Promise<Result> {
    let isAnyPut = false
    const result = await database.transaction(async (tx) => {
      const before = await readFlowStates(tx, keys)
      const written = await write(tx, before)
      const changes = keys.flatMap((key) => {
        const was = before.get(keyTextOf(key)) ?? null
        const is = written.after.get(keyTextOf(key))
        // A reading older than the stored one changes nothing.
        return is === undefined || is === was ? [] : [toChange(key, was, is, atOf(key))]
      })
      await scheduleReadings(tx, changes)
      isAnyPut = await this.#plan(tx, changes)
      return written.result
    })
    if (isAnyPut) this.notifyOfPut()
    return result
  }

  /** Changes one flow. @param at when the change was received */
  changeOne<Result>(
    database: Database,
    key: FlowKey,
    at: number,
    write: (tx: Database) => Promise<Result>,
  ): Promise<Result> {
    return this.change(
      database,
      [key],
      () => at,
      async (tx) => {
        const result = await write(tx)
        return { result, after: await readFlowStates(tx, [key]) }
      },
    )
  }

  async #plan(tx: Database, changes: readonly Noted[]): Promise<boolean> {
    const { planning } = this
    if (!planning.isPlanned) return false
    const isNoted = (state: FlowState | null) =>
      state?.isPlanned === true && state.turnsBy === planning.turnsBy
    const planned = changes.filter(({ before, isChanged }) => isChanged || !isNoted(before))
    const plans = planned.flatMap((change) =>
      this.#planners.map((planner) => {
        return { change, plan: planner({ ...change, after: { ...change.after, ...planning } }) }
      }),
    )
    await markPlanned(
      tx,
      planned.filter(({ after }) => !isNoted(after)),
      planning,
    )
    await cancelRows(
      tx,
      plans.flatMap(({ change: { corpId, taskId }, plan: { cancel = [] } }) =>
        cancel.map((cancelled) => ({ corpId, taskId, ...cancelled })),
      ),
    )
    const rows = plans.flatMap(({ plan }) => plan.put)
    return putRows(tx, rows, Math.max(0, ...changes.map(({ at }) => at)))
  }
}

function toChange(key: FlowKey, before: FlowState | null, after: FlowState, at: number): Noted {
  const { corpId, taskId } = key
  // Being read and planned is no change, except for the first time.
  const { isPlanned, turnsBy, readAt, lastLogAt } = after
  const isChanged =
    before === null ||
    (before.readAt === null) !== (readAt === null) ||
    !isDeepStrictEqual({ ...before, isPlanned, turnsBy, readAt, lastLogAt }, after)
  return { corpId, taskId, before, after, isChanged, at }
}

async function markPlanned(
  tx: Database,
  keys: readonly FlowKey[],
  planning: Planning,
): Promise<void> {
  if (keys.length > 0) await tx.update(flows).set(planning).where(isOneOf(flows, keys))
}
