import { ProblemError } from '#proxy/http/problem.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import type { CorpBook } from '#proxy/store/corps/corp-book.ts'
import type { Refused, RefusedCalls } from '#proxy/store/corps/refused-calls.ts'

/** Counts the calls that DingTalk and e签宝 refused, for operators. */
export type RefusalCounter = {
  note(corpId: string, error: unknown): void
  /** Writes down what was counted since; nothing waits for it. */
  flush(): Promise<void>
  close(): Promise<void>
}

export type RefusalCounterParts = {
  refused: Pick<RefusedCalls, 'add' | 'forget'>
  corps: Pick<CorpBook, 'find' | 'noteMissingScopes'>
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

const dayMs = 24 * 60 * 60_000
const flushMs = 2_000

/** Longer than anybody is shown. */
const keptDays = 30

/** Kinds of refusals beyond this many are not counted until the next writing. */
const mostKinds = 1_000

export function createRefusalCounter(parts: RefusalCounterParts): RefusalCounter {
  const { refused, corps, log, now } = parts
  let counted = new Map<string, Refused>()
  let scopes = new Map<string, Set<string>>()
  let forgotOn = 0

  async function flush(): Promise<void> {
    const [some, missing] = [[...counted.values()], [...scopes]]
    counted = new Map()
    scopes = new Map()
    await fromStore(refused.add(some))
    for (const [corpId, names] of missing) {
      /* oxlint-disable no-await-in-loop -- few, and in the background */
      const known = (await fromStore(corps.find(corpId)))?.missingScopes ?? []
      const all = [...new Set([...known, ...names])].toSorted((one, other) =>
        one < other ? -1 : 1,
      )
      await fromStore(corps.noteMissingScopes(corpId, all))
      /* oxlint-enable no-await-in-loop */
    }
    const day = Math.floor(now() / dayMs)
    if (day === forgotOn) return
    forgotOn = day
    await fromStore(refused.forget(day - keptDays))
  }

  const flushing = setInterval(() => {
    if (counted.size > 0)
      flush().catch((err: unknown) => log.warn({ err }, 'refused calls are not counted'))
  }, flushMs).unref()

  return {
    note(corpId, error) {
      if (!(error instanceof ProblemError) || error.code === 'corp-stopped') return
      const { code, requiredScopes } = error
      const key = JSON.stringify([corpId, code])
      const one = counted.get(key)
      if (one !== undefined) one.calls += 1
      else if (counted.size < mostKinds)
        counted.set(key, { corpId, code, day: Math.floor(now() / dayMs), calls: 1 })
      if (code !== 'upstream-permission' || scopes.size >= mostKinds) return
      const names = scopes.get(corpId) ?? new Set()
      for (const name of requiredScopes ?? []) names.add(name)
      scopes.set(corpId, names)
    },
    flush,
    async close() {
      clearInterval(flushing)
      if (counted.size > 0) await flush().catch(() => {})
    },
  }
}
