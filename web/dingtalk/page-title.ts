import { setNavigationTitle$ } from 'dingtalk-jsapi/api/union/setNavigationTitle'
import { withinTime } from './call.ts'
import { dingTalkPlatform } from './platform.ts'

/** Sets the title of the client's own bar, and the document's. */
export function setPageTitle(title: string): void {
  document.title = title
  if (dingTalkPlatform === null) return
  // If the client does not change its bar, nothing is lost.
  withinTime(() => setNavigationTitle$({ title }), 3000).catch(() => {})
}
