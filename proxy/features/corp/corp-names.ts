import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** The names of organisations, for what is shown and printed. */
export type CorpNames = {
  /** The cached name; null if there is none. */
  known(corpId: string): string | null
  /** Looks the name up when due; waits at most a second, and only if no name is known. */
  find(corpId: string): Promise<string | null>
  /** Has unknown names looked up at the next call. @param corpId null for all organisations */
  lookUpAgain(corpId: string | null): void
}

export type CorpNameDeps = {
  /** Null if upstream knows no name. */
  ask: (corpId: string) => Promise<string | null>
  log: Pick<Logger, 'warn'>
  now: MonotonicClock
}

type Entry = { name: string | null; askAt: number; asking: Promise<void> | null }

const maxCorps = 10_000

const dayMs = 24 * 60 * 60_000
/** Retry interval after an answer without a name, milliseconds. */
const againMs = 5 * 60_000

const timeoutMs = 1000

export function createCorpNames({ ask, log, now }: CorpNameDeps): CorpNames {
  const entries = boundedCache<string, Entry>(maxCorps)

  async function fill(corpId: string, entry: Entry): Promise<void> {
    entry.askAt = now() + againMs
    try {
      const name = await ask(corpId)
      if (name === null) return
      entry.name = name
      entry.askAt = now() + dayMs
    } catch (err) {
      log.warn({ corpId, err }, 'name of the organisation not read')
    } finally {
      entry.asking = null
    }
  }

  function entryOf(corpId: string): Entry {
    const entry = entries.get(corpId) ?? { name: null, askAt: -Infinity, asking: null }
    entries.set(corpId, entry)
    if (entry.asking === null && now() >= entry.askAt) entry.asking = fill(corpId, entry)
    return entry
  }

  return {
    known: (corpId) => entries.get(corpId)?.name ?? null,
    async find(corpId) {
      const entry = entryOf(corpId)
      if (entry.name === null && entry.asking !== null)
        await withTimeout(entry.asking, timeoutMs, () => {})
      return entry.name
    },
    lookUpAgain(corpId) {
      for (const id of corpId === null ? entries.keys() : [corpId]) {
        const entry = entries.peek(id)
        if (entry?.name === null) entry.askAt = -Infinity
      }
    },
  }
}
