/** No reminders in the first minutes of a flow, as people have hardly seen it. */
export const earliestReminderMinutes = 30

/** Minimum interval between two reminders about one flow, by any sender. */
export const reminderIntervalMinutes = 10
