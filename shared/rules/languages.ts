/** Languages of the interface and of files written by the proxy. */
export const languages = ['zh', 'en'] as const

export type Language = (typeof languages)[number]
