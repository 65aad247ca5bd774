import type { NewNotice, Notice } from '../store/registry.ts'

/** A notice as the journal gave it back, or as it came when the journal could not be written. */
export type HeardNotice = Notice | NewNotice

/** A flow has a handful of different ones; what is beyond this waits in the journal. */
const mostNotices = 100

/** The notices of one flow that are not followed up yet. */
export class NoticeJob {
  readonly taskId: string
  /** Looks at the flow since the last one that was good. */
  attempts = 0
  /** When this instance learned of the newest, epoch milliseconds. */
  heardAt = -Infinity
  /** Each as it came last; by id, or by status where it is not in the journal. */
  readonly #notices = new Map<number | string, HeardNotice>()

  constructor(taskId: string) {
    this.taskId = taskId
  }

  get isEmpty(): boolean {
    return this.#notices.size === 0
  }

  add(notice: HeardNotice): void {
    const key = keyOf(notice)
    if (this.#notices.has(key) || this.#notices.size < mostNotices) this.#notices.set(key, notice)
  }

  /** All of them; what comes from now on is for another look. */
  take(): HeardNotice[] {
    const notices = [...this.#notices.values()]
    this.#notices.clear()
    return notices
  }

  /** Keeps what was taken, unless the same has come again meanwhile. */
  putBack(notices: readonly HeardNotice[]): void {
    for (const notice of notices) if (!this.#notices.has(keyOf(notice))) this.add(notice)
  }
}

function keyOf(notice: HeardNotice): number | string {
  return 'id' in notice ? notice.id : notice.status
}
