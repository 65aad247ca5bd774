import { dd } from '#web/dingtalk/sdk/sdk.ts'
import { userAgentLanguage } from './user-agent-language.ts'

/**
 * The language of the DingTalk client, or null: PC hands it over, phones write it into the user
 * agent, and on phones the package itself only says `*`.
 */
export const dingTalkLanguage: string | null =
  userAgentLanguage ?? (dd.env.language && dd.env.language !== '*' ? dd.env.language : null)
