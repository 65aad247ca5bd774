import { boundedCache } from '#proxy/limits/bounded-cache.ts'
import { withTimeout } from '#proxy/limits/with-timeout.ts'
import type { Logger } from '#proxy/log.ts'

/** The names of organisations, for what is shown and printed. */
export type CorpNames = {
  /** What is known at this moment, without asking; null for nothing. */
  known(corpId: string): string | null
  /** Looks it up when due; waits for at most a second when nothing is known. */
  find(corpId: string): Promise<string | null>
}

export type CorpNameParts = {
  /** Null where upstream knows none. */
  ask: (corpId: string) => Promise<string | null>
  log: Pick<Logger, 'warn'>
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

type Entry = { name: string | null; askAt: number; asking: Promise<void> | null }

const mostCorps = 10_000

const dayMs = 24 * 60 * 60_000
/** Retry interval after an answer without a name, milliseconds. */
const againMs = 5 * 60_000

const timeoutMs = 1000

export function createCorpNames({ ask, log, now }: CorpNameParts): CorpNames {
  const entries = boundedCache<string, Entry>(mostCorps)

  async function fill(corpId: string, entry: Entry): Promise<void> {
    entry.askAt = now() + againMs
    try {
      const name = await ask(corpId)
      if (name === null) return
      entry.name = name
      entry.askAt = now() + dayMs
    } catch (err) {
      log.warn({ corpId, err }, "the organisation's name is not known")
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
  }
}
