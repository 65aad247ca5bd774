import type { OutboxStore } from '#proxy/base/store/outbox/outbox-store.ts'
import { limitDayEnd, limitDayMs } from '#shared/rules/reminder-limits.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** The daily limit of work notifications to a person; see `reminderLimits`. */
export type DayLimit = {
  /** Whether jobs of a kind are work notifications to their `userId`. */
  counts(kind: string): boolean
  /** When a person may be sent another one; null for now. */
  fullUntil(corpId: string, userId: string, at: EpochMs): Promise<EpochMs | null>
}

export type DayLimitDeps = {
  outbox: Pick<OutboxStore, 'sentTo'>
  perDay: number
  kinds: readonly string[]
}

export function createDayLimit({ outbox, perDay, kinds }: DayLimitDeps): DayLimit {
  return {
    counts: (kind) => kinds.includes(kind),
    async fullUntil(corpId, userId, at) {
      const end = limitDayEnd(at)
      const sent = await outbox.sentTo(corpId, userId, kinds, end - limitDayMs)
      return sent < perDay ? null : end
    },
  }
}
