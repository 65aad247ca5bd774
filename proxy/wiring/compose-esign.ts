import { createCorpReadings } from '#proxy/corp/corp-readings.ts'
import { createMargins } from '#proxy/corp/margins.ts'
import { createEsignV1 } from '#proxy/esign/esign-v1.ts'
import { createEsignV2 } from '#proxy/esign/esign-v2.ts'
import { createLargeFlows } from '#proxy/esign/large-flows.ts'
import type { CommonParts } from './common-parts.ts'

/** Builds the calls to e签宝, and the stored state of organisations there. */
export function composeEsign({ config, client, store, log, now }: CommonParts) {
  const largeFlows = createLargeFlows()
  const createEsign = config.generation === '2.0' ? createEsignV2 : createEsignV1
  const esign = createEsign(client, largeFlows)
  const { corps, registry } = store
  const margins = createMargins({ esign, journal: registry.margins, corps, log, now })
  const corpReadings = createCorpReadings({ esign, margins, corps, log, now })
  return {
    esign,
    margins,
    corpReadings,
    async close() {
      corpReadings.close()
      await largeFlows.close()
    },
  }
}
