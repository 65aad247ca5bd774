import '#web/dingtalk/sdk/phone-bridges.ts'
import { askClientFirst } from '#web/api/session/client-code.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

// Stands in the page for phones right behind what it needs, like `pc-call.ts` in that for PCs.

if (dingTalkPlatform !== 'pc') askClientFirst()
