/** What the app's messages to people in DingTalk are written in; an organisation chooses one. */
export const messageLanguages = ['zh', 'en', 'both'] as const

export type MessageLanguage = (typeof messageLanguages)[number]

export const defaultMessageLanguage: MessageLanguage = 'zh'
