import type { OperatorCorp } from '#shared/schemas/operator.ts'
import { RowBody } from '#web/components/list/row.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords } from '#web/i18n/words.ts'
import { ConditionTag } from './condition-tag.tsx'
import { corpPagePath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'

interface CorpRowProps {
  corp: OperatorCorp
  now: number
}

/** An organisation in the list on phones: two lines, with one state. */
export function CorpRow({ corp, now }: CorpRowProps) {
  const t = useWords(operatorWords)
  const moment = useMoment(now)
  const { corpId, name, condition, contractsLeft, flowsThisMonth, boughtUntil } = corp
  const facts = [
    contractsLeft !== null && t.left(contractsLeft),
    t.thisMonth(flowsThisMonth),
    boughtUntil !== null &&
      (boughtUntil > now ? t.until : t.endedAt)({ time: moment(boughtUntil) }),
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
