/** The language that a phone's client writes into the user agent (`language/zh-CN`), or null. */
export const userAgentLanguage: string | null =
  /\blanguage\/([A-Za-z-]+)/.exec(navigator.userAgent)?.[1] ?? null
