import '#web/dingtalk/sdk/pc-bridge.ts'
import { askClient } from '#web/api/session/client-code.ts'
import { pageCorp } from '#web/api/session/page-corp.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

// Inlined in the page for PCs; `phone-call.ts` is inlined in the one for phones.

/** Null if the client is not a PC client. */
export const firstCode = dingTalkPlatform === 'pc' ? askClient(pageCorp()) : null
