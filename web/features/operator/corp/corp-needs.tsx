import type { ReactNode } from 'react'
import { type CorpNeed, corpNeeds, endingMs } from '#shared/rules/codes/corp-codes.ts'
import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import {
  addPurchase,
  corpChanged,
  operatorCorpQuery,
  placeCorpOrder,
} from '#web/api/queries/operator.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { TypedAction } from '#web/widgets/desk/typed-action.tsx'
import { NewOrderButton } from '#web/widgets/orders/new-order-button.tsx'
import { operatorWords } from '../operator-words.ts'
import { adminTextWords } from './admin-text-words.ts'
import { InitialiseCorp } from './initialise-corp.tsx'

/** What is wrong in the organisation, the worst first. */
function needsOf(
  { state, troubles, boughtUntil }: OperatorCorpView['corp'],
  now: number,
): CorpNeed[] {
  // Without the app, nobody can do what the sentences say.
  if (state !== 'active') return []
  const isEnding = boughtUntil !== null && boughtUntil > now && boughtUntil <= now + endingMs
  const wrong: readonly CorpNeed[] = isEnding ? [...troubles, 'ending'] : troubles
  return corpNeeds.filter((need) => wrong.includes(need))
}

/** What has to be done: a row each, with a text for its admin, or what we can do ourselves. */
export function CorpNeeds({ view }: { view: OperatorCorpView }) {
  const t = useWords(operatorWords)
  const { corp } = view
  const needs = needsOf(corp, useNow())
  if (needs.length === 0) return null
  return (
    <Rows testId="troubles" header={<h2>{t.troubles}</h2>}>
      {needs.map((need) => (
        <Need key={need} need={need} view={view} />
      ))}
    </Rows>
  )
}

function Need({ need, view }: { need: CorpNeed; view: OperatorCorpView }) {
  const t = useWords(operatorWords)
  const text = useTextForAdmin(need, view)
  return (
    <Row
      description={
        <>
          {t[`mend/${need}`]}
          {need === 'permissions-missing' && (
            <span className="operator-scopes">{view.corp.missingScopes.join(' ')}</span>
          )}
        </>
      }
      foot={
        <div className="operator-need-actions">
          {text !== null && <CopyButton text={text} label={t.copyForAdmin} isFilled />}
          {ownActions(need, view)}
        </div>
      }
    >
      <span className="operator-need">{t[need]}</span>
    </Row>
  )
}

/** What operators can do themselves. */
function ownActions(need: CorpNeed, view: OperatorCorpView): ReactNode {
  const { corpId, name } = view.corp
  switch (need) {
    case 'ended':
    // A renewal whose event was lost can be added in time.
    case 'ending':
      return <AddPurchase corpId={corpId} />
    case 'not-initialised':
      return <InitialiseCorp view={view} />
    case 'contracts-low':
      return (
        <NewOrderButton
          onPlace={(client, order) => placeCorpOrder(client, corpId, order)}
          invalidates={[operatorCorpQuery(corpId).queryKey]}
          corpName={name ?? corpId}
        />
      )
    default:
      return null
  }
}

/** For adding an order of DingTalk's app market whose event was lost. */
const purchaseWords = defineWords({
  zh: {
    open: '补记市场订单…',
    title: '补记市场订单',
    hint: '钉钉的购买通知可能丢失。输入钉钉服务商后台中的订单号，向钉钉核对后更新到期时间。',
    field: '订单号',
    confirm: '向钉钉核对',
    added: '已记下这个订单',
  },
  en: {
    open: 'Add a market order…',
    title: 'Add an order of the app market',
    hint: "DingTalk's notice of a purchase can get lost. Enter the order number from the DingTalk vendor console: DingTalk is asked about it, and the end of what was bought is updated.",
    field: 'Order number',
    confirm: 'Ask DingTalk',
    added: 'The order is noted',
  },
})

/** Adds a purchase whose DingTalk event was lost, by its order number. */
function AddPurchase({ corpId }: { corpId: string }) {
  const t = useWords(purchaseWords)
  const { cancel } = useWords(words.page)
  return (
    <TypedAction
      isSmall
      label={t.open}
      title={t.title}
      field={{ id: 'purchase-order', label: t.field }}
      confirmLabel={t.confirm}
      cancelLabel={cancel}
      act={(client, orderId) => addPurchase(client, corpId, orderId)}
      onDone={(client) => {
        notify(t.added)
        return corpChanged(client, corpId)
      }}
    >
      {t.hint}
    </TypedAction>
  )
}

/**
 * What to tell the organisation's admin about a trouble, with a link to the page that mends it; null
 * for what operators mend themselves.
 */
function useTextForAdmin(need: CorpNeed, view: OperatorCorpView): string | null {
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
