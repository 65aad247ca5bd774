import { areContractsLow } from '#shared/rules/contracts-low.ts'
import type { AdminTrouble } from '#shared/schemas/nudge.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { settle } from '#proxy/base/http/section.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Margins } from './margins.ts'
import { subscriptionHasEnded, type SubscriptionDeps } from './subscription.ts'

export type AdminTroubleDeps = {
  esign: Pick<Esign, 'getAppState' | 'getCorpRealName'>
  margins: Pick<Margins, 'readWithForecast'>
  subscription: SubscriptionDeps
}

/**
 * Whether something that people report keeps their organisation from working; what e签宝 does not
 * answer is believed.
 */
export function createTroubleCheck({ esign, margins, subscription }: AdminTroubleDeps) {
  const unless = async <Facts>(reading: Promise<Facts>, isGood: (facts: Facts) => boolean) => {
    const facts = await settle(reading)
    return facts instanceof ProblemError || !isGood(facts)
  }
  return (corpId: string, trouble: AdminTrouble): Promise<boolean> => {
    switch (trouble) {
      case 'app-installed':
        return unless(esign.getAppState(corpId), ({ install }) => install === 'installed')
      case 'app-authorised':
        return unless(
          esign.getAppState(corpId),
          ({ authorisation }) => authorisation === 'authorised',
        )
      case 'corp-verified':
        return unless(esign.getCorpRealName(corpId), ({ status }) => status === 'verified')
      case 'contracts-left':
        return unless(margins.readWithForecast(corpId), (margin) => {
          return margin.contractsLeft !== null && !areContractsLow(margin)
        })
      case 'subscription-ended':
        return subscriptionHasEnded(subscription, corpId)
    }
  }
}
