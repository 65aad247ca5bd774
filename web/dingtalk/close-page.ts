import { closePage$ } from 'dingtalk-jsapi/api/union/closePage'
import { callClient } from './call.ts'

/** Closes the page like the client's own back button. If the client refuses, the page stays. */
export function closePage(): void {
  callClient(() => closePage$({}), 3000).catch(() => {})
}
