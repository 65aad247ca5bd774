import { createCorpReadings } from '#proxy/features/corp/corp-readings.ts'
import { createMargins } from '#proxy/features/corp/margins.ts'
import { createEsign, type Esign } from '#proxy/upstream/esign/esign.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { refuseForeignFlows } from '#proxy/upstream/esign/own-flows.ts'
import type { CommonDeps } from './common-parts.ts'

/** Builds the calls to e签宝, and the stored state of organisations there. */
export function composeEsign({ config, dingtalk, client, store, log, now }: CommonDeps) {
  const { corps, registry } = store
  const calls = createEsign(config.generation, client)
  const ownersOf = (taskId: string) => fromStore(registry.flows.corpsOf(taskId))
  // All flows of an internal app are its only organisation's.
  const esign: Esign =
    dingtalk.corpId === null ? { ...calls, ...refuseForeignFlows(calls, ownersOf, log) } : calls
  const margins = createMargins({ esign, journal: registry.margins, corps, log, now })
  const corpReadings = createCorpReadings({ esign, margins, corps, log, now })
  return { esign, margins, corpReadings }
}
