import type { NewNotice, StoredNotice } from '#proxy/store/notice-journal.ts'

/** A notice as the journal gave it back, or as it came when the journal could not be written. */
export type HeardNotice = StoredNotice | NewNotice

/** A notice that is to be followed up in some corps, each by itself. */
export type OpenNotice = {
  notice: HeardNotice
  /** When this instance learned of it, by the monotonic clock. */
  heardAt: number
  /** The corps that have yet to be looked at. */
  corps: Set<string>
}

/** A flow has a handful; the rest waits in the journal. */
const mostNotices = 100

/** The notices of one flow that are not followed up yet; of it in one corp, once its corps are known. */
export class NoticeJob {
  readonly taskId: string
  /** Null while it is not known which corps have the flow. */
  readonly corpId: string | null
  /** Looks at the flow since the last one that was good. */
  attempts = 0
  /** The latest arrival of each, by id, or by status without the journal. */
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
    const known = this.#notices.get(key)
    if (known === undefined && this.#notices.size >= mostNotices) return
    // The journal may give out a later arrival before an earlier one.
    const isLate = known !== undefined && arrivalsOf(known) > arrivalsOf(open)
    const heardAt = Math.max(known?.heardAt ?? -Infinity, open.heardAt)
    this.#notices.set(key, isLate ? { ...known, heardAt } : open)
  }

  /** Takes all of them; later ones are for another look. */
  take(): OpenNotice[] {
    const notices = [...this.#notices.values()]
    this.#notices.clear()
    this.#taken = notices
    return notices
  }

  /** Puts them back, unless the same has come again. */
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

function arrivalsOf({ notice }: OpenNotice): number {
  return 'arrivals' in notice ? notice.arrivals : 0
}

function keyOf({ notice }: OpenNotice): number | string {
  return 'id' in notice ? notice.id : notice.status
}
