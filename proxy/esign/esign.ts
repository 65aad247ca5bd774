import { explainRefusals } from './authorisation.ts'
import { createCorpCalls, type CorpCalls } from './calls/corp-calls.ts'
import { createFileCalls, type FileCalls } from './calls/file-calls.ts'
import { createFlowCalls, type FlowCalls } from './calls/flow-calls.ts'
import { createOrderCalls, type OrderCalls } from './calls/order-calls.ts'
import { createPersonCalls, type PersonCalls } from './calls/person-calls.ts'
import { createStartCalls, type StartCalls } from './calls/start-calls.ts'
import type { LargeFlows } from './large-flows.ts'
import type { Upstream } from './wire/ask.ts'

/** What a generation of e签宝's API can do beyond what all can; calls that it lacks are null. */
export type Capabilities = Readonly<{
  /** `getBrowserSignUrl` is there: people can sign outside DingTalk. */
  browserSignUrl: boolean
  /** `getCorpRealNameUrl` heeds `redirectUrl`; otherwise e签宝's page is the last one. */
  corpRealNameReturn: boolean
}>

/**
 * e签宝 in our own words; each generation of its API has an implementation. A corp is the one on
 * whose behalf to ask. Times are epoch milliseconds. What upstream did not send is null, and an
 * address whose scheme nobody should be sent to is as good as not sent.
 *
 * Beside the problems named at a function, each of them throws what the DingTalk client throws
 * (`upstream-…`), `corp-not-authorised`, `upstream-unavailable` for a reply that makes no sense, `upstream-rejected` for a
 * refusal that nobody here can act on, and `invalid-request` for an id that cannot be one. 1.0 has one
 * code for nearly everything: there only the likeliest cause is told, and `upstream-rejected` where
 * there is none.
 */
export type Esign = CorpCalls &
  OrderCalls &
  PersonCalls &
  FileCalls &
  StartCalls &
  FlowCalls & { capabilities: Capabilities }

/** @param largeFlows null where all flows are read on the loop */
export function createEsign(
  asked: Upstream,
  capabilities: Capabilities,
  largeFlows: LargeFlows | null,
): Esign {
  const upstream = explainRefusals(asked)
  return {
    capabilities,
    ...createCorpCalls(upstream),
    ...createOrderCalls(upstream),
    ...createPersonCalls(upstream),
    ...createFileCalls(upstream),
    ...createStartCalls(upstream),
    ...createFlowCalls(upstream, capabilities.browserSignUrl, largeFlows),
  }
}
