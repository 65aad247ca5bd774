import '../dingtalk/sdk-core.ts'
import { askClientFirst } from '../api/client-code.ts'
import '../dingtalk/entry-address.ts'
import { dingTalkPlatform } from '../dingtalk/platform.ts'

// What takes longest is begun first: this stands in the head of the page with what it needs, and nothing
// else, so that it runs while the rest of the page is still arriving. On PC the bridge has to be there.
if (dingTalkPlatform !== 'pc') askClientFirst()
