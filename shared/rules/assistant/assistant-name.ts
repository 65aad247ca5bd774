/** What a person calls an assistant, in UTF-16 units. */
export const maxAssistantNameLength = 40
