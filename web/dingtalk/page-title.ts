import { setNavigationTitle$ } from 'dingtalk-jsapi/api/union/setNavigationTitle'
import { callClient } from './call.ts'
import { dingTalkPlatform } from './platform.ts'

/** Sets the title of the client's own bar and of the document. */
export function setPageTitle(title: string): void {
  document.title = title
  if (dingTalkPlatform === null) return
  // Best effort: the document's title is set in any case.
  callClient(() => setNavigationTitle$({ title }), 3000).catch(() => {})
}
