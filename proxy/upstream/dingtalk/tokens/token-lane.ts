import type { Allowance, CallClaim } from '#proxy/base/limits/fair-window.ts'
import { presentRequester, serverRequester } from '#proxy/base/limits/requester.ts'
import { CallLane } from '#proxy/upstream/dingtalk/limits/call-lane.ts'

const rate = { calls: 20, strangerShare: 0.75, windowMs: 1_100 }

/**
 * For all token calls of a suite: DingTalk allows 20 a second, and blocks an address that makes far
 * too many (how-to-process-api-throttling-on-the-dingtalk-server, call-frequency-limit). A quarter
 * is reserved for known corps, which ask every two hours.
 */
export function createTokenLane(allowance?: Allowance): CallLane {
  return new CallLane(rate, allowance)
}

export const claimOfServer: CallClaim = { requester: serverRequester, isForStranger: false }

/** For a corp id that anybody may have made up; shared fairly between requesters. */
export function claimOfStranger(): CallClaim {
  return { requester: presentRequester(), isForStranger: true }
}
