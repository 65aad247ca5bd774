import type { ReactNode } from 'react'
import { type CorpNeed, corpNeeds, endingMs } from '#shared/rules/codes/corp-codes.ts'
import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { operatorCorpQuery, placeCorpOrder } from '#web/api/queries/operator.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { NewOrderButton } from '#web/widgets/orders/new-order-button.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { AddPurchase } from './add-purchase.tsx'
import { InitialiseCorp } from './initialise-corp.tsx'
import { operatorWords } from '../operator-words.ts'
import { useTextForAdmin } from './use-text-for-admin.ts'

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
          {text !== null && <CopyButton text={text} label={t.copyForAdmin} />}
          {ownActions(need, view)}
        </div>
      }
    >
      <span className="operator-need">{t[`filter/${need}`]}</span>
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
