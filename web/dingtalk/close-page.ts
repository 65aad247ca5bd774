import { closePage$ } from 'dingtalk-jsapi/api/union/closePage'
import { withinTime } from './call.ts'

/** Closes the page, as the client's own back does. A client that does not leaves it open. */
export function closePage(): void {
  withinTime(() => closePage$({}), 3000).catch(() => {})
}
