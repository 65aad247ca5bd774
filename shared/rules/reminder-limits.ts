import type { EpochMs } from './time.ts'

/** The limits of reminding, by hand and automatically. */
export const reminderLimits = {
  /** No reminders in the first minutes of a flow, as people have hardly seen it. */
  earliestMinutes: 30,
  /** Minimum interval between two reminders about one flow, by any sender. */
  intervalMinutes: 10,
  /** The longest note within a reminder, UTF-16 units. */
  noteLength: 50,
  /**
   * DingTalk's documented limit of work notifications from one app to a person in a day. It counts
   * all of them, for each receiver, and silently drops the rest.
   */
  perReceiverAndDay: { internal: 500, 'third-party': 50 },
} as const

export const limitDayMs = 24 * 60 * 60_000

/** Where `perReceiverAndDay` begins anew: midnight in Shanghai, which has no summer time. */
export function limitDayEnd(at: EpochMs): EpochMs {
  const aheadMs = 8 * 60 * 60_000
  return at - ((at + aheadMs) % limitDayMs) + limitDayMs
}
