import { createCorpReadings } from '#proxy/corp/corp-readings.ts'
import { createMargins } from '#proxy/corp/margins.ts'
import { createEsign } from '#proxy/esign/esign.ts'
import { createLargeFlows } from '#proxy/esign/large-flows.ts'
import type { CommonParts } from './common-parts.ts'

/** Builds the calls to e签宝, and the stored state of organisations there. */
export function composeEsign({ config, client, store, log, now }: CommonParts) {
  const largeFlows = createLargeFlows()
  const esign = createEsign(config.generation, client, largeFlows)
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
