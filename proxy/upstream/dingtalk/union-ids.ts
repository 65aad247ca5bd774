import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { readUnionId } from './user-info.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type UnionIds = {
  /**
   * Cached for a day.
   * @throws ProblemError `person-not-found`, `outside-app-scope` and `upstream-permission` among
   * them
   */
  of(corpId: string, userId: string): Promise<string>
}

const keptMs = 24 * 60 * 60_000
const maxEntries = 20_000

export function createUnionIds(client: DingTalkClient, now: MonotonicClock): UnionIds {
  const known = boundedCache<string, { unionId: string; at: number }>(maxEntries)
  return {
    async of(corpId, userId) {
      const key = JSON.stringify([corpId, userId])
      const found = known.get(key)
      const at = now()
      if (found !== undefined && at - found.at < keptMs) return found.unionId
      const unionId = await readUnionId(client, corpId, userId)
      known.set(key, { unionId, at })
      return unionId
    },
  }
}
