import '#web/dingtalk/sdk/phone-bridges.ts'
import { askClient } from '#web/api/session/client-code.ts'
import { pageCorp } from '#web/api/session/page-corp.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

// Inlined in the page for phones; `pc-call.ts` is inlined in the one for PCs.

/** Null if the client is a PC client. */
export const firstCode = dingTalkPlatform === 'pc' ? null : askClient(pageCorp())
