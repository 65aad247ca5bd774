import type { MissedReason } from '#proxy/upstream/dingtalk/messages/send-result.ts'
import type { ClaimedRow, NewRow } from '#proxy/base/store/outbox/outbox-row.ts'
import type { StartedReminder } from '#proxy/base/store/outbox/outbox.ts'
import type { ReminderClaim } from '#proxy/base/store/flows/reminder-journal.ts'

/** Sends the rows of one kind. */
export type Sender = {
  /** Whether calls are idempotent. Rows of other kinds are not retried if an answer was lost. */
  guarded: boolean
  /** Whether sending notifies a person, so that it waits for the end of quiet hours. */
  disturbs: (row: ClaimedRow) => boolean
  /** @throws Blocked if the settings prevent sending; ProblemError if upstream refused it */
  send: (row: ClaimedRow, call: SenderCall) => Promise<Sent>
}

export type SenderCall = {
  /**
   * To be awaited right before a call that is not idempotent, or that must not follow those of an
   * instance that took the row over.
   * @throws ClaimEnded if the row was withdrawn, or another instance has claimed it
   */
  begin: () => Promise<void>
  /**
   * The same for a reminder, see `Outbox.beginReminder`.
   * @throws ClaimEnded
   */
  beginReminder: (reminder: StartedReminder) => Promise<ReminderClaim>
  /** Epoch milliseconds. */
  now: number
}

export type Sent =
  | {
      /** JSON to store with the row. */
      result?: unknown
      /** Rows to send next. */
      put?: readonly NewRow[]
      /** Why a message was not delivered, and to whom. */
      reason?: MissedReason
      detail?: string
    }
  /** No longer needed; `put` is sent instead. */
  | { dropped: string; put?: readonly NewRow[] }
  /** Not due yet. */
  | { later: number; reason?: 'daily-limit' }

/** Somebody has to change something before it can be sent. */
export class Blocked extends Error {
  override readonly name = 'Blocked'

  readonly reason: HeldUpReason

  constructor(reason: HeldUpReason) {
    super(`nothing can be sent: ${reason}`)
    this.reason = reason
  }
}

/** The row's claim is no longer ours. */
export class ClaimEnded extends Error {
  override readonly name = 'ClaimEnded'
}

/** Reasons that hold up all rows of a kind in a corp until somebody fixes them. */
export type HeldUpReason =
  | 'permission-missing'
  | 'template-missing'
  | 'template-refused'
  | 'agent-id-missing'
  | 'process-centre-off'
  | 'address-not-listed'
  | 'credentials-refused'
  | 'app-closed'
  | 'quota-spent'

/** Reasons that concern one row. */
export type RefusedReason = 'person-outside' | 'person-unknown' | 'refused'
