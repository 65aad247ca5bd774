/**
 * News of a flow that the app sends by itself: refused, completed, a day before its deadline, or
 * unchanged for three days.
 */
export const newsKinds = ['refused', 'completed', 'deadline', 'stuck'] as const

export type NewsKind = (typeof newsKinds)[number]

/**
 * - `default`: only the initiator gets news.
 * - `follow`: the person gets news too.
 * - `mute`: the person gets no news.
 */
export const followStates = ['default', 'follow', 'mute'] as const

/** How often people are reminded automatically. */
export const reminderIntervals = ['never', 'day', 'three-days', 'last-day'] as const
