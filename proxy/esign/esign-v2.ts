import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { createEsign, type Esign } from './esign.ts'
import type { LargeFlows } from './large-flows.ts'
import { createAsk } from './wire/ask.ts'
import { operationsV2 } from './wire/operations-v2.ts'

/** The permission of every 2.0 call (e签宝数据管理权限). */
const scope = 'Esign.Common.ReadWrite'

/** Generation 2.0, the current one. */
export function createEsignV2(client: DingTalkClient, largeFlows: LargeFlows | null = null): Esign {
  return createEsign(
    { ask: createAsk(client, scope), operations: operationsV2 },
    { browserSignUrl: true, corpRealNameReturn: true },
    largeFlows,
  )
}
