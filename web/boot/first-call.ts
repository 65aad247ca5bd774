import { startFirstRead } from '../api/first-read.ts'
import '../dingtalk/entry-address.ts'
import { dingTalkPlatform } from '../dingtalk/platform.ts'
import { paintEarly } from './early-paint.ts'

// All that the first answer waits for. It stands in the page by itself, so that it runs while the
// rest of the page is still arriving.

const first = { isRead: false }

/** Whether what was painted of the flow is what the proxy has just told. */
export function isFirstFlowRead(): boolean {
  return first.isRead
}

/** Asks who is looking and where the flow of this address stands, and shows it. */
export function makeFirstCall(): void {
  startFirstRead(location.pathname)?.view.then(
    (view) => {
      first.isRead = true
      paintEarly(view.flow)
    },
    // A failure meets whoever shows the page.
    () => {},
  )
}

if (dingTalkPlatform !== 'pc') makeFirstCall()
