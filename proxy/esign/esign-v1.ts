import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { createEsign, type Esign } from './esign.ts'
import type { LargeFlows } from './large-flows.ts'
import { createAsk } from './wire/ask.ts'
import { operationsV1 } from './wire/operations-v1.ts'

/** Generation 1.0: superseded, closed to new apps, running for those that have it. */
export function createEsignV1(client: DingTalkClient, largeFlows: LargeFlows | null = null): Esign {
  return createEsign(
    { ask: createAsk(client, null), operations: operationsV1 },
    { browserSignUrl: false, corpRealNameReturn: false },
    largeFlows,
  )
}
