import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import type { Generation } from '#proxy/base/store/flows/flow-types.ts'
import { explainRefusals } from './authorisation.ts'
import { createCorpCalls, type CorpCalls } from './calls/corp-calls.ts'
import { createFileCalls, type FileCalls } from './calls/file-calls.ts'
import { createFlowCalls, type FlowCalls } from './calls/flow-calls.ts'
import { createOrderCalls, type OrderCalls } from './calls/order-calls.ts'
import { createPersonCalls, type PersonCalls } from './calls/person-calls.ts'
import { createStartCalls, type StartCalls } from './calls/start-calls.ts'
import { createAsk } from './wire/ask.ts'
import { operationsV1 } from './wire/operations-v1.ts'
import { operationsV2 } from './wire/operations-v2.ts'

/** Optional abilities of a generation of e签宝's API; calls that it lacks are null. */
export type Capabilities = Readonly<{
  /** Whether `getBrowserSignUrl` exists, so that people can sign outside DingTalk. */
  browserSignUrl: boolean
  /** Whether `getCorpRealNameUrl` honours `redirectUrl`; otherwise e签宝's page is the last one. */
  corpRealNameReturn: boolean
}>

/**
 * e签宝 in our own terms, implemented once for each generation of its API. Calls are on behalf of the
 * given corp. Times are epoch milliseconds. Values that upstream did not send are null, as are
 * addresses with a scheme that is not safe to open.
 *
 * Each function also throws what the DingTalk client throws (`upstream-…`), `corp-not-authorised`,
 * `upstream-unavailable` for a malformed reply, `upstream-rejected` for a refusal that nobody here
 * can act on, and `invalid-request` for a malformed id. 1.0 has one code for nearly everything: it
 * is mapped to the likeliest cause, or to `upstream-rejected` if there is none.
 */
export type Esign = CorpCalls &
  OrderCalls &
  PersonCalls &
  FileCalls &
  StartCalls &
  FlowCalls & { capabilities: Capabilities }

const generations = {
  // Superseded and closed to new apps, but still running for old ones.
  '1.0': {
    scope: null,
    operations: operationsV1,
    capabilities: { browserSignUrl: false, corpRealNameReturn: false },
  },
  '2.0': {
    // The permission of every call (e签宝数据管理权限).
    scope: 'Esign.Common.ReadWrite',
    operations: operationsV2,
    capabilities: { browserSignUrl: true, corpRealNameReturn: true },
  },
}

export function createEsign(generation: Generation, client: DingTalkClient): Esign {
  const { scope, operations, capabilities } = generations[generation]
  const upstream = explainRefusals({ ask: createAsk(client, scope), operations })
  return {
    capabilities,
    ...createCorpCalls(upstream),
    ...createOrderCalls(upstream),
    ...createPersonCalls(upstream),
    ...createFileCalls(upstream),
    ...createStartCalls(upstream),
    ...createFlowCalls(upstream, capabilities.browserSignUrl),
  }
}
