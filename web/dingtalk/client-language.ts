import dd from 'dingtalk-jsapi/entry/mobile'

/**
 * The language of the DingTalk client, or null: PC hands it over, phones write it into the user
 * agent (`language/zh-CN`), and on phones the package itself only says `*`.
 */
export const dingTalkLanguage: string | null =
  /\blanguage\/([A-Za-z-]+)/.exec(navigator.userAgent)?.[1] ??
  (dd.env.language && dd.env.language !== '*' ? dd.env.language : null)
