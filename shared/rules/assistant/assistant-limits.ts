/** What a person calls an assistant, in UTF-16 units. */
export const maxAssistantNameLength = 40

/** Access tokens of one person that have not expired. */
export const maxAssistants = 20
