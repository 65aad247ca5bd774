import type { OperatorCorp } from '#shared/schemas/corp/operator.ts'
import { RowBody } from '#web/components/list/row.tsx'
import { useWords } from '#web/i18n/words.ts'
import { ConditionTag } from './condition-tag.tsx'
import { corpPagePath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'
import { useDay } from './use-day.ts'

type CorpRowProps = {
  corp: OperatorCorp
  now: number
}

/** An organisation in the list on phones: two lines, with one state. */
export function CorpRow({ corp, now }: CorpRowProps) {
  const t = useWords(operatorWords)
  const day = useDay(now)
  const { corpId, name, condition, contractsLeft, flowsThisMonth, boughtUntil } = corp
  const facts = [
    contractsLeft !== null && t.left(contractsLeft),
    t.thisMonth(flowsThisMonth),
    boughtUntil !== null && t.until({ day: day(boughtUntil) }),
  ]
  return (
    <RowBody
      to={corpPagePath(corpId)}
      extra={<ConditionTag condition={condition} />}
      description={facts.filter((fact) => fact !== false).join(' · ')}
    >
      <bdi className="operator-name">{name ?? corpId}</bdi>
    </RowBody>
  )
}
