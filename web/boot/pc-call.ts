import '#web/dingtalk/sdk/pc-bridge.ts'
import { askClientFirst } from '#web/api/session/client-code.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

// Stands in the page for PCs right behind what it needs, like `phone-call.ts` in that for phones.

if (dingTalkPlatform === 'pc') askClientFirst()
