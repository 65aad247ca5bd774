import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import type { CorpStatus } from '#proxy/base/store/corps/corp-change.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/**
 * Cached states of organisations. Changes are pushed to all instances; states are reread after a
 * minute or after a gap.
 */
export type CorpStates = {
  /** Asks the store if nothing is cached; active if it does not answer. */
  of(corpId: string): Promise<CorpStatus>
  /** The cached state. */
  known(corpId: string): CorpStatus
  /** Whether the store is known to have the corp; always true for an internal app. */
  isStored(corpId: string): boolean
  /** @throws ProblemError `corp-stopped` */
  requireActive(corpId: string): Promise<void>
  /** Applies a state that this instance has just stored. @param isRenewed see `onRenewed` */
  note(corpId: string, status: CorpStatus, isRenewed?: boolean): void
  /**
   * @param listener called with organisations that authorised the app again or changed who may use
   * it
   */
  onRenewed(listener: (corpId: string) => void): void
  close(): void
}

export type CorpStateDeps = {
  /** Null for an internal app, whose one organisation is active. */
  book: Pick<CorpStore, 'statusOf' | 'onceInactiveAmong'> | null
  events: Pick<Events, 'subscribe'> | null
  log: Pick<Logger, 'warn'>
  monotonic: MonotonicClock
}

type Entry = { status: CorpStatus; askAt: number; asking: Promise<void> | null }

const maxCorps = 100_000

const againMs = 60_000
/** Retry interval after a failure, milliseconds. */
const retryMs = 5_000

const active: CorpStatus = {
  state: 'active',
  boughtUntil: null,
  sessionsFrom: 0,
  version: -1,
}

export function createCorpStates(deps: CorpStateDeps): CorpStates {
  const { book, events, log, monotonic } = deps
  const entries = boundedCache<string, Entry>(maxCorps)
  const listeners: ((corpId: string) => void)[] = []

  function note(corpId: string, status: CorpStatus, isRenewed = false): void {
    // Events may arrive out of order.
    const known = entries.get(corpId)?.status
    const newest = known !== undefined && known.version > status.version ? known : status
    entries.set(corpId, { status: newest, askAt: monotonic() + againMs, asking: null })
    if (isRenewed) for (const listener of listeners) listener(corpId)
  }

  async function ask(corpId: string, entry: Entry): Promise<void> {
    try {
      const found = await fromStore(book?.statusOf(corpId) ?? Promise.resolve(null))
      // A change that arrived meanwhile is newer.
      if (entries.get(corpId) === entry) note(corpId, found ?? active)
    } catch (err) {
      log.warn({ corpId, err }, 'state of the organisation not read')
      entry.askAt = monotonic() + retryMs
      entry.asking = null
    }
  }

  /** After a gap, rereads at once the corps that have people on this instance. */
  async function askAll(): Promise<void> {
    const known = [...entries.keys()]
    for (const corpId of known) {
      const entry = entries.get(corpId)
      if (entry !== undefined) entry.askAt = -Infinity
    }
    if (book === null || known.length === 0) return
    for (const { corpId, ...status } of await fromStore(book.onceInactiveAmong(known)))
      note(corpId, status)
  }

  const stopHearing = events?.subscribe((event) => {
    if (event.type === 'corp-status') {
      const { corpId, isRenewed, type: _type, ...status } = event
      note(corpId, status, isRenewed)
    } else if (event.type === 'gap') {
      askAll().catch((err: unknown) =>
        log.warn({ err }, 'states of organisations not read after a gap'),
      )
    }
  })

  const known = (corpId: string) => entries.get(corpId)?.status ?? active

  async function of(corpId: string): Promise<CorpStatus> {
    if (book === null) return active
    const entry = entries.get(corpId) ?? { status: active, askAt: -Infinity, asking: null }
    entries.set(corpId, entry)
    if (entry.asking === null && monotonic() >= entry.askAt) entry.asking = ask(corpId, entry)
    // Callers wait only if nothing is cached or it may be stale.
    if (entry.askAt === -Infinity && entry.asking !== null) await entry.asking
    return known(corpId)
  }

  return {
    of,
    known,
    isStored: (corpId) => book === null || known(corpId) !== active,
    note,
    async requireActive(corpId) {
      const { state } = await of(corpId)
      if (state !== 'active') throw corpStopped(state)
    },
    onRenewed: (listener) => void listeners.push(listener),
    close: () => stopHearing?.(),
  }
}

function corpStopped(state: 'stopped' | 'relieved'): ProblemError {
  return new ProblemError(
    'corp-stopped',
    state === 'stopped'
      ? 'The organisation has switched this app off in DingTalk.'
      : 'The organisation has given this app up.',
  )
}
