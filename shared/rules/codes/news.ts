/**
 * What the app tells people of a flow by itself: that it was refused, that it is completed, that its
 * deadline is a day away, and that it has not moved for three days.
 */
export const newsKinds = ['refused', 'completed', 'deadline', 'stuck'] as const

export type NewsKind = (typeof newsKinds)[number]

/**
 * - `default`: who started a flow hears of it, nobody else does.
 * - `follow`: the person hears of it as well.
 * - `mute`: the person does not hear of it.
 */
export const followStates = ['default', 'follow', 'mute'] as const

/** How often those who are waited for are reminded without anybody asking for it. */
export const reminderRhythms = ['never', 'day', 'three-days', 'last-day'] as const
