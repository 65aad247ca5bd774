import '../dingtalk/pc-bridge.ts'
import { askClientFirst } from '../api/client-code.ts'
import { dingTalkPlatform } from '../dingtalk/platform.ts'

// Stands in the page for PCs right behind what it needs, like `phone-call.ts` in that for phones.

if (dingTalkPlatform === 'pc') askClientFirst()
