import { dd } from '#web/dingtalk/sdk/sdk.ts'
import { userAgentLanguage } from './user-agent-language.ts'

/**
 * The language of the DingTalk client, or null. On phones it comes from the user agent, because
 * there the package only says `*`; on PC, from the package.
 */
export const dingTalkLanguage: string | null =
  userAgentLanguage ?? (dd.env.language && dd.env.language !== '*' ? dd.env.language : null)
