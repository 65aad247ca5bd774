/** What the interface and the files that the proxy writes are worded in. */
export const languages = ['zh', 'en'] as const

export type Language = (typeof languages)[number]
