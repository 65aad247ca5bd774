import '#web/dingtalk/sdk/pc-bridge.ts'
import { askClient } from '#web/api/session/client-code.ts'
import { pageCorp } from '#web/api/session/page-corp.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

// Stands in the page for PCs right behind what it needs, like `phone-call.ts` in that for phones.

/** Null in the other kind of client. */
export const firstCode = dingTalkPlatform === 'pc' ? askClient(pageCorp()) : null
