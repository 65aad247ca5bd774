/** A flow is not reminded about in its first minutes, as people have hardly seen it. */
export const earliestReminderMinutes = 30

/** Between two reminders about one flow, no matter who sends them. */
export const reminderIntervalMinutes = 10
