import pLimit from 'p-limit'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** Whether user ids from other systems are of members of a corp. */
export type Members = {
  /**
   * The user ids that DingTalk does not know. People whom DingTalk does not name within three
   * seconds count as members, as do people outside the app's scope.
   */
  strangersAmong(corpId: string, userIds: Iterable<string>): Promise<ReadonlySet<string>>
}

export type MemberDeps = {
  /**
   * Outside the monthly quota.
   * @throws ProblemError `person-not-found`
   */
  readMember: (corpId: string, userId: string) => Promise<unknown>
  now: MonotonicClock
  timeoutMs?: number
}

/** Few, so that people who open the app do not have to wait. */
const maxConcurrent = 4

/** Milliseconds. */
const knownMs = 60 * 60_000

const maxKnown = 50_000

export function createMembers({ readMember, now, timeoutMs = 3_000 }: MemberDeps): Members {
  const known = boundedCache<string, number>(maxKnown)

  return {
    async strangersAmong(corpId, userIds) {
      const keyOf = (userId: string) => JSON.stringify([corpId, userId])
      const strangers = new Set<string>()
      const asked = [...new Set(userIds)].filter((userId) => {
        return (known.get(keyOf(userId)) ?? -Infinity) <= now()
      })
      let isOver = false
      const ask = async (userId: string) => {
        if (isOver) return
        try {
          await readMember(corpId, userId)
          known.set(keyOf(userId), now() + knownMs)
        } catch (error) {
          const code = error instanceof ProblemError ? error.code : null
          if (code === 'person-not-found') strangers.add(userId)
          // DingTalk cannot be asked now, or not by this app.
          else if (code !== 'outside-app-scope') isOver = true
        }
      }
      await withTimeout(pLimit(maxConcurrent).map(asked, ask), timeoutMs, () => [])
      isOver = true
      return new Set(strangers)
    },
  }
}
