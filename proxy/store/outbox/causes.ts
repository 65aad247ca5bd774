import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import type { Database } from '#proxy/store/database.ts'
import { flows } from '#proxy/store/schema.ts'
import { scheduleReadings, type Noted } from '#proxy/store/sweep/sweep-book.ts'
import { keyTextOf, readFlowStates, type FlowKey, type FlowState } from './flow-state.ts'
import type { NewRow } from './outbox-row.ts'
import { cancelRows, putRows } from './row-writes.ts'

/** What is remembered of a flow has changed. */
export type FlowChange = FlowKey & {
  /** Null where it was not known. */
  before: FlowState | null
  after: FlowState
  /** When that was told, epoch milliseconds. */
  at: number
}

export type Plan = {
  put: readonly NewRow[]
  /** Kinds of which what waits about the flow is taken back, but for the rows with these keys. */
  cancel?: readonly { kind: string; exceptKeys: readonly string[] }[]
}

/** Says what is to be sent because of a change. Called within the transaction that writes it. */
export type Planner = (change: FlowChange) => Plan

/** What causes rows of the outbox. */
export class Causes {
  readonly #planners: Planner[] = []
  readonly #listeners = new Set<() => void>()

  /** From now on a change puts what this planner says. */
  plans(planner: Planner): void {
    this.#planners.push(planner)
  }

  /** Told when there are new rows. @returns what ends it */
  onPut(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tellOfPut(): void {
    for (const listener of this.#listeners) listener()
  }

  /**
   * Makes a change to flows and puts what it causes, all in one transaction.
   * @param keys the flows that may change
   * @param atOf when the change of a flow was told
   */
  async change<Result>(
    database: Database,
    keys: readonly FlowKey[],
    atOf: (key: FlowKey) => number,
    write: (tx: Database) => Promise<Result>,
  ): Promise<Result> {
    let isAnyPut = false
    const result = await database.transaction(async (tx) => {
      const before = await readFlowStates(tx, keys)
      const written = await write(tx)
      isAnyPut = await this.#note(tx, keys, before, atOf)
      return written
    })
    if (isAnyPut) this.tellOfPut()
    return result
  }

  async #note(
    tx: Database,
    keys: readonly FlowKey[],
    before: ReadonlyMap<string, FlowState>,
    atOf: (key: FlowKey) => number,
  ): Promise<boolean> {
    const after = await readFlowStates(tx, keys)
    const rows: NewRow[] = []
    const planned: FlowKey[] = []
    const noted: Noted[] = []
    for (const key of keys) {
      const was = before.get(keyTextOf(key)) ?? null
      const is = after.get(keyTextOf(key))
      if (is === undefined) continue
      const isChanged = !isDeepStrictEqual(was, is)
      noted.push({ ...key, before: was, after: is, isChanged, at: atOf(key) })
      if (this.#planners.length === 0 || (is.isPlanned && !isChanged)) continue
      if (!is.isPlanned) planned.push(key)
      const at = atOf(key)
      for (const plan of this.#planners) {
        const { put, cancel = [] } = plan({ ...key, before: was, after: is, at })
        rows.push(...put)
        for (const { kind, exceptKeys } of cancel)
          // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
          await cancelRows(tx, { ...key, kind, exceptKeys })
      }
    }
    await scheduleReadings(tx, noted)
    if (planned.length > 0) await markPlanned(tx, planned)
    const isAnyPut = await putRows(tx, rows, Math.max(0, ...keys.map(atOf)))
    return isAnyPut
  }
}

async function markPlanned(tx: Database, keys: readonly FlowKey[]): Promise<void> {
  const rows = keys.map(
    ({ corpId, taskId }) =>
      sql`(${sql.param(corpId, flows.corpId)}, ${sql.param(taskId, flows.taskId)})`,
  )
  await tx
    .update(flows)
    .set({ isPlanned: true })
    .where(sql`(${flows.corpId}, ${flows.taskId}) in (${sql.join(rows, sql`, `)})`)
}
