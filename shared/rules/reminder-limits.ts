/** No reminders in the first minutes of a flow, as people have hardly seen it. */
export const earliestReminderMinutes = 30

/** The longest note within a reminder, UTF-16 units. */
export const maxNoteLength = 50

/** Minimum interval between two reminders about one flow, by any sender. */
export const reminderIntervalMinutes = 10
