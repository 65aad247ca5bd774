import type { AccessBook } from '#proxy/store/flows/access-book.ts'

/** For where nothing else is remembered: holds signed links for as long as the process runs. */
export function createMemoryAccessBook(): AccessBook {
  const untilByKey = new Map<string, number>()
  const keyOf = (corpId: string, taskId: string, userId: string) =>
    JSON.stringify([corpId, taskId, userId])
  return {
    standingOf(corpId, taskId, userId) {
      const grantedUntil = untilByKey.get(keyOf(corpId, taskId, userId)) ?? null
      return Promise.resolve({ isPerson: false, grantedUntil, openings: [] })
    },
    grant({ corpId, taskId, userId, until }) {
      const key = keyOf(corpId, taskId, userId)
      untilByKey.set(key, Math.max(untilByKey.get(key) ?? 0, until))
      return Promise.resolve()
    },
  }
}
