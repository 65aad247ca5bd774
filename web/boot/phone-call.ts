import '../dingtalk/phone-bridges.ts'
import { askClientFirst } from '../api/client-code.ts'
import { dingTalkPlatform } from '../dingtalk/platform.ts'

// Stands in the page for phones right behind what it needs, like `pc-call.ts` in that for PCs.

if (dingTalkPlatform !== 'pc') askClientFirst()
