import type { NewNotice, StoredNotice } from '#proxy/base/store/notice-journal.ts'

/** A notice from the journal, or as received if the journal could not be written. */
export type ReceivedNotice = StoredNotice | NewNotice

/** A notice to be followed up in some corps, each on its own. */
export type OpenNotice = {
  notice: ReceivedNotice
  /** When this instance learned of it, by the monotonic clock. */
  heardAt: number
  /** The corps still to be read. */
  corps: Set<string>
}

/** A flow has a handful; further ones wait in the journal. */
const maxNotices = 100

/** The pending notices of one flow: in any corp at first, in one corp once its corps are known. */
export class NoticeJob {
  readonly taskId: string
  /** Null while the corps of the flow are unknown. */
  readonly corpId: string | null
  /** Attempts to read the flow since the last success. */
  attempts = 0
  /** The latest arrival of each notice, by its id in the journal, or else by its status. */
  readonly #notices = new Map<number | string, OpenNotice>()
  /** The notices being followed up, or followed up last. */
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
    if (known === undefined && this.#notices.size >= maxNotices) return
    // The journal may return a later arrival before an earlier one.
    const isLate = known !== undefined && arrivalsOf(known) > arrivalsOf(open)
    const heardAt = Math.max(known?.heardAt ?? -Infinity, open.heardAt)
    this.#notices.set(key, isLate ? { ...known, heardAt } : open)
  }

  /** Takes all notices; later ones wait for the next attempt. */
  take(): OpenNotice[] {
    const notices = [...this.#notices.values()]
    this.#notices.clear()
    this.#taken = notices
    return notices
  }

  /** Puts notices back, unless the same one has arrived again. */
  putBack(notices: readonly OpenNotice[]): void {
    for (const open of notices) if (!this.#notices.has(keyOf(open))) this.add(open)
  }

  /** Ids of the notices that are in the journal. */
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
