import type { NewNotice, Notice } from '#proxy/store/notice-journal.ts'

/** A notice as the journal gave it back, or as it came when the journal could not be written. */
export type HeardNotice = Notice | NewNotice

/** A notice that is to be followed up in some corps, each by itself. */
export type OpenNotice = {
  notice: HeardNotice
  /** When this instance learned of it, by the monotonic clock. */
  heardAt: number
  /** The corps that have yet to be looked at. */
  corps: Set<string>
}

/** A flow has a handful of different ones; what is beyond this waits in the journal. */
const mostNotices = 100

/** The notices of one flow that are not followed up yet; of it in one corp, once its corps are known. */
export class NoticeJob {
  readonly taskId: string
  /** Null while it is not known which corps have the flow. */
  readonly corpId: string | null
  /** Looks at the flow since the last one that was good. */
  attempts = 0
  /** Each as it came last; by id, or by status where it is not in the journal. */
  readonly #notices = new Map<number | string, OpenNotice>()
  /** What is being followed up, or was last. */
  #taken: readonly OpenNotice[] = []

  constructor(taskId: string, corpId: string | null) {
    this.taskId = taskId
    this.corpId = corpId
  }

  get isEmpty(): boolean {
    return this.#notices.size === 0
  }

  add(open: OpenNotice): void {
    const key = keyOf(open)
    if (this.#notices.has(key) || this.#notices.size < mostNotices) this.#notices.set(key, open)
  }

  /** All of them; what comes from now on is for another look. */
  take(): OpenNotice[] {
    const notices = [...this.#notices.values()]
    this.#notices.clear()
    this.#taken = notices
    return notices
  }

  /** Keeps what was taken, unless the same has come again meanwhile. */
  putBack(notices: readonly OpenNotice[]): void {
    for (const open of notices) if (!this.#notices.has(keyOf(open))) this.add(open)
  }

  /** Ids of those that are in the journal. */
  ids(): number[] {
    return [...this.#notices.values(), ...this.#taken].flatMap(({ notice }) =>
      'id' in notice ? [notice.id] : [],
    )
  }
}

function keyOf({ notice }: OpenNotice): number | string {
  return 'id' in notice ? notice.id : notice.status
}
