import type { MissedReason } from '#proxy/dingtalk/messages/send-result.ts'
import type { ClaimedRow, NewRow } from '#proxy/store/outbox/outbox-row.ts'
import type { BegunReminder } from '#proxy/store/outbox/outbox.ts'
import type { ReminderClaim } from '#proxy/store/flows/reminder-journal.ts'

/** Sends the rows of one kind. */
export type Sender = {
  /**
   * Whether a repeated call does nothing more. Rows of a kind that is not guarded are not sent again after
   * their answer was lost.
   */
  guarded: boolean
  /** Whether somebody hears of it, so that it waits for the end of the quiet hours. */
  disturbs: (row: ClaimedRow) => boolean
  /**
   * @throws Blocked where the settings do not let it be sent; ProblemError why upstream did not take it
   */
  send: (row: ClaimedRow, call: SenderCall) => Promise<Sent>
}

export type SenderCall = {
  /**
   * To be awaited right before upstream is asked for something that is not guarded.
   * @throws ClaimEnded when the row was taken back, or another instance has it
   */
  begin: () => Promise<void>
  /**
   * The same for a reminder, see `Outbox.beginReminder`.
   * @throws ClaimEnded
   */
  beginReminder: (reminder: BegunReminder) => Promise<ReminderClaim>
  /** Epoch milliseconds. */
  now: number
}

export type Sent =
  | {
      /** JSON to remember. */
      result?: unknown
      /** What is to be sent next. */
      put?: readonly NewRow[]
      /** Why a message did not arrive, and whom it did not reach. */
      reason?: MissedReason
      detail?: string
    }
  /** Not needed any more; `put` is sent in its place. */
  | { dropped: string; put?: readonly NewRow[] }
  /** It is not time yet. */
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

/** The row is not ours any more. */
export class ClaimEnded extends Error {
  override readonly name = 'ClaimEnded'
}

/** What befalls all rows of a kind in a corp until somebody mends it. */
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

/** What befalls one row. */
export type RefusedReason = 'person-outside' | 'person-unknown' | 'refused'
