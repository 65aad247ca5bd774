/**
 * Kind of the rows that ask whether a message was delivered; such a row has a `reason` if it was
 * not.
 */
export const deliveryKind = 'delivery'

/** Something to send. Times are epoch milliseconds. */
export type NewRow = {
  corpId: string
  /** Selects the sender. */
  kind: string
  /** A row with the key of an earlier one of the corp is ignored. */
  key: string
  /** User id of the person it is sent to; null if there is none. */
  userId: string | null
  /** The flow concerned. */
  taskId: string | null
  /** Rows of one lane are sent one by one, in the order they were added. */
  lane?: string | null
  /** JSON for the sender. */
  payload: unknown
  dueAt: number
  /** When to give up; defaults to three days after it was due. */
  expiresAt?: number
}

/**
 * - `waiting`: until it is due, or until another try.
 * - `calling`: upstream may have been called.
 * - `sent`, `failed`: upstream's answer.
 * - `unknown`: upstream's answer was lost, and the call is not retried.
 * - `dropped`: it was no longer needed.
 */
export type RowState = 'waiting' | 'calling' | 'sent' | 'failed' | 'unknown' | 'dropped'

export type OutboxRow = Required<Omit<NewRow, 'expiresAt'>> & {
  id: number
  state: RowState
  /** Why it waits again, failed, was dropped, or was not delivered. */
  reason: string | null
  /** JSON from the sender. */
  result: unknown
  /** How often it was claimed, including this time. */
  tries: number
  expiresAt: number
  settledAt: number | null
  /** Whether an instance is working on it. */
  isTaken: boolean
}

/** A row leased to one instance. */
export type ClaimedRow = OutboxRow & { claim: string }

/** The outcome of a row. */
export type Settlement = {
  state: 'sent' | 'failed' | 'unknown' | 'dropped'
  reason?: string | null
  /** Identifies the cause for the desk; see `OutboxGroup`. */
  detail?: string | null
  result?: unknown
  /** Rows to send next, added in the same transaction. */
  put?: readonly NewRow[]
}

/** Rows of a corp with the same outcome, for the admin's desk. */
export type RowGroup = {
  kind: string
  state: 'waiting' | 'failed' | 'unknown' | 'not-arrived'
  reason: string | null
  /** From the latest row. */
  detail: string | null
  count: number
  /** When the next is due, for waiting rows; when the latest was given up, for others. */
  at: number
}
