import type { OperatorHealth } from '#shared/schemas/corp/operator.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

type Refused = {
  /** The number of organisations; absent if there is only one to show. */
  corps?: number
} & Omit<OperatorHealth['refused'][number], 'corps'>

type RefusedCallsProps = {
  refused: readonly Refused[]
}

/** Calls that DingTalk and e签宝 refused, by reason. */
export function RefusedCalls({ refused }: RefusedCallsProps) {
  const t = useWords(operatorWords)
  const tError = useWords(errorWords)
  const moment = useMoment(useNow())
  return (
    <Rows testId="refused" header={<h2>{t.refused}</h2>}>
      {refused.length === 0 && <Row>{t.refusedNone}</Row>}
      {refused.map(({ code, calls, corps, lastAt }) => {
        const time = moment(lastAt)
        const words = { calls: t.calls(calls), time }
        return (
          <Row
            key={code}
            description={
              corps === undefined
                ? t.refusedOne(words)
                : t.refusedLine({ ...words, corps: t.corpsCount(corps) })
            }
          >
            {tError[code]}
          </Row>
        )
      })}
    </Rows>
  )
}
