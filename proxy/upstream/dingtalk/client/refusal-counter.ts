import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { CallOutcomes } from './client.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import type { Refused, RefusedCallStore } from '#proxy/base/store/corps/refused-call-store.ts'
import type { Clock } from '#shared/rules/time.ts'

/**
 * Counts calls refused by DingTalk and e签宝, for operators, and stores which permissions
 * organisations have not granted.
 */
export type RefusalCounter = CallOutcomes & {
  /** Stores the counts so far; callers need not wait for it. */
  flush(): Promise<void>
  close(): Promise<void>
}

export type RefusalCounterDeps = {
  refused: Pick<RefusedCallStore, 'add' | 'forget'>
  corps: Pick<CorpStore, 'noteScopes'>
  /** Whether the store is known to have the corp. */
  isStored: (corpId: string) => boolean
  log: Pick<Logger, 'warn'>
  now: Clock
}

const dayMs = 24 * 60 * 60_000
const flushMs = 2_000

/** Longer than the period shown. */
const keptDays = 30

/** Above this many kinds, refusals are not counted until the next flush. */
const maxKinds = 1_000

/** How often a granted permission is stored again, as another instance may have missed it. */
const grantedAgainMs = 10 * 60_000
const maxGranted = 10_000

export function createRefusalCounter(deps: RefusalCounterDeps): RefusalCounter {
  const { refused, corps, isStored, log, now } = deps
  let counted = new Map<string, Refused>()
  let scopes = new Map<string, Map<string, 'missing' | 'granted'>>()
  let forgotOn = 0
  /** Scopes that DingTalk said a call lacked, which may differ from those its caller names. */
  const lacking = boundedCache<string, readonly string[]>(maxGranted)
  const granted = boundedCache<string, true>(maxGranted, { ttl: grantedAgainMs })

  function noteScopes(
    corpId: string,
    names: readonly string[],
    state: 'missing' | 'granted',
  ): void {
    const known = scopes.get(corpId)
    if (known === undefined && scopes.size >= maxKinds) return
    const noted = known ?? new Map<string, 'missing' | 'granted'>()
    for (const name of names) noted.set(name, state)
    scopes.set(corpId, noted)
  }

  async function flush(): Promise<void> {
    const [some, ofCorps] = [[...counted.values()], [...scopes]]
    counted = new Map()
    scopes = new Map()
    await fromStore(refused.add(some))
    for (const [corpId, noted] of ofCorps) {
      const of = (state: 'missing' | 'granted') =>
        [...noted].flatMap(([name, is]) => (is === state ? name : []))
      await fromStore(corps.noteScopes(corpId, { missing: of('missing'), granted: of('granted') }))
    }
    const day = Math.floor(now() / dayMs)
    if (day === forgotOn) return
    forgotOn = day
    await fromStore(refused.forget(day - keptDays))
  }

  const flushing = setInterval(() => {
    if (counted.size > 0 || scopes.size > 0)
      flush().catch((err: unknown) => log.warn({ err }, 'refused calls not stored'))
  }, flushMs).unref()

  return {
    failed({ corpId, api, scope }, error) {
      if (!(error instanceof ProblemError) || error.code === 'corp-stopped') return
      const { code, requiredScopes = [] } = error
      // Anybody can make up an organisation; only a real one can lack permissions.
      if (code !== 'upstream-permission' && !isStored(corpId)) return
      const key = JSON.stringify([corpId, code])
      const one = counted.get(key)
      if (one !== undefined) one.calls += 1
      else if (counted.size < maxKinds)
        counted.set(key, { corpId, code, day: Math.floor(now() / dayMs), calls: 1 })
      if (code !== 'upstream-permission') return
      noteScopes(corpId, requiredScopes, 'missing')
      lacking.set(JSON.stringify([corpId, api]), requiredScopes)
      granted.delete(JSON.stringify([corpId, scope]))
    },
    done({ corpId, api, scope }) {
      const lacked = lacking.get(JSON.stringify([corpId, api]))
      if (lacked !== undefined) {
        lacking.delete(JSON.stringify([corpId, api]))
        noteScopes(corpId, lacked, 'granted')
      }
      const key = JSON.stringify([corpId, scope])
      if (scope === undefined || granted.has(key)) return
      granted.set(key, true)
      noteScopes(corpId, [scope], 'granted')
    },
    flush,
    async close() {
      clearInterval(flushing)
      if (counted.size > 0 || scopes.size > 0) await flush().catch(() => {})
    },
  }
}
