import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { createEsign, type Esign } from './esign.ts'
import type { LargeFlows } from './large-flows.ts'
import { createAsk } from './wire/ask.ts'
import { operationsV1 } from './wire/operations-v1.ts'

/** Generation 1.0: superseded and closed to new apps, but still running for old ones. */
export function createEsignV1(client: DingTalkClient, largeFlows: LargeFlows | null = null): Esign {
  return createEsign(
    { ask: createAsk(client, null), operations: operationsV1 },
    { browserSignUrl: false, corpRealNameReturn: false },
    largeFlows,
  )
}
