import { dd } from '#web/dingtalk/sdk/sdk.ts'

export type DingTalkPlatform = 'android' | 'ios' | 'harmony' | 'pc'

const known: readonly string[] = ['android', 'ios', 'harmony', 'pc'] satisfies DingTalkPlatform[]

function isKnown(platform: string): platform is DingTalkPlatform {
  return known.includes(platform)
}

/** The kind of DingTalk client; null in an ordinary browser. */
export const dingTalkPlatform: DingTalkPlatform | null = isKnown(dd.env.platform)
  ? dd.env.platform
  : null

export const isPhoneClient = dingTalkPlatform !== null && dingTalkPlatform !== 'pc'
