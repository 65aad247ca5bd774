import type { CorpNeed } from '#shared/rules/codes/corp-codes.ts'
import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminTextWords } from './admin-text-words.ts'

/**
 * What to tell the organisation's admin about a trouble, with a link to the page that mends it; null
 * for what operators mend themselves.
 */
export function useTextForAdmin(need: CorpNeed, view: OperatorCorpView): string | null {
  const t = useWords(adminTextWords)
  const moment = useMoment(useNow())
  const { corp, adminLink: link, hasRenewalLink } = view
  const company = corp.name ?? corp.corpId
  const renewal = hasRenewalLink ? t.open({ link, button: t['button/ended'] }) : t.renewInMarket
  switch (need) {
    case 'ended':
      return t.ended({ company }) + renewal
    case 'ending':
      return t.ending({ company, time: moment(corp.boughtUntil ?? 0) }) + renewal
    case 'not-installed':
      return t.cannotWork({ company, trouble: t['trouble/not-installed'] }) + t.install({ link })
    case 'not-authorised':
    case 'not-verified':
      return (
        t.cannotWork({ company, trouble: t[`trouble/${need}`] }) +
        t.open({ link, button: t[`button/${need}`] })
      )
    case 'contracts-low': {
      const left = corp.contractsLeft ?? 0
      const said =
        left > 0
          ? t.runsLow({ company, left: t.left(left) })
          : t.cannotWork({ company, trouble: t['trouble/contracts-low'] })
      return said + t.open({ link, button: t['button/contracts-low'] })
    }
    case 'permissions-missing':
      return t.permissions({ company, scopes: corp.missingScopes.join(t.between) })
    case 'not-initialised':
      return null
  }
}
