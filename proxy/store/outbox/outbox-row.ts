/** Kind of the rows that ask whether a message arrived; such a row has a `reason` when it did not. */
export const deliveryKind = 'delivery'

/** Something that is to be sent. Times are epoch milliseconds. */
export type NewRow = {
  corpId: string
  /** Names the sender that sends it. */
  kind: string
  /** A row that has the key of an earlier one of the corp is that row. */
  key: string
  /** User id of who is disturbed by it; null where nobody is. */
  userId: string | null
  /** The flow that it is about. */
  taskId: string | null
  /** Rows of one lane are sent one after the other, in the order in which they were put. */
  lane?: string | null
  /** JSON that the sender understands. */
  payload: unknown
  dueAt: number
  /** When it is given up; left out, three days after it was due. */
  expiresAt?: number
}

/**
 * - `waiting`: until it is due, or until another try.
 * - `calling`: upstream may have been asked.
 * - `sent`, `failed`: what upstream said.
 * - `unknown`: upstream was asked, its answer was lost, and it is not asked again.
 * - `dropped`: there was no need for it any more.
 */
export type RowState = 'waiting' | 'calling' | 'sent' | 'failed' | 'unknown' | 'dropped'

export type OutboxRow = Required<Omit<NewRow, 'expiresAt'>> & {
  id: number
  state: RowState
  /** Why it waits again, failed, was dropped, or did not arrive. */
  reason: string | null
  /** JSON that the sender answered. */
  result: unknown
  /** How often it was given out, this time included. */
  tries: number
  expiresAt: number
  settledAt: number | null
  /** An instance is at it now. */
  isTaken: boolean
}

/** A row that one instance may send for a while. */
export type ClaimedRow = OutboxRow & { claim: string }

/** What became of a row. */
export type Settlement = {
  state: 'sent' | 'failed' | 'unknown' | 'dropped'
  reason?: string | null
  /** What tells the cause apart, for the desk; see `OutboxGroup`. */
  detail?: string | null
  result?: unknown
  /** What is to be sent next; put together with the settling. */
  put?: readonly NewRow[]
}

/** Rows of a corp that have the same fate, for the admin's desk. */
export type RowGroup = {
  kind: string
  state: 'waiting' | 'failed' | 'unknown' | 'not-arrived'
  reason: string | null
  /** Of the latest. */
  detail: string | null
  count: number
  /** When the next is due, of waiting ones; when the latest was given up, of others. */
  at: number
}
