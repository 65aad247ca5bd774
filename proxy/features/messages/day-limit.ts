import type { Outbox } from '#proxy/base/store/outbox/outbox.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'

/**
 * The daily limit of work notifications to a person. DingTalk counts all of an app's together and
 * silently drops the rest.
 */
export type DayLimit = {
  /** Whether jobs of a kind are work notifications to their `userId`. */
  counts(kind: string): boolean
  /** When a person may be sent another one, epoch milliseconds; null for now. */
  fullUntil(corpId: string, userId: string, at: number): Promise<number | null>
}

export type DayLimitDeps = {
  outbox: Pick<Outbox, 'sentTo'>
  localTime: Pick<LocalTime, 'dayStart' | 'dayEnd'>
  perDay: number
  kinds: readonly string[]
}

export function createDayLimit({ outbox, localTime, perDay, kinds }: DayLimitDeps): DayLimit {
  return {
    counts: (kind) => kinds.includes(kind),
    async fullUntil(corpId, userId, at) {
      const sent = await outbox.sentTo(corpId, userId, kinds, localTime.dayStart(at))
      return sent < perDay ? null : localTime.dayEnd(at)
    },
  }
}
