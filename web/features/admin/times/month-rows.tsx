import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { partOf } from './part-of.ts'

/** How long the contracts usually took that were completed in each of the last months. */
export function MonthRows({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const date = useDate(useNow())
  const duration = useDuration()
  return (
    <DeskList title={t.months} testId="months" usualRows={3} reading={reading}>
      {({ completion: { byMonth } }) => {
        const longest = Math.max(...byMonth.map(({ medianMs }) => medianMs))
        return (
          <li className="desk-gap">
            {byMonth.length === 0 && <p>{t.usualUnknown}</p>}
            <ul data-testid="completion-months">
              {[...byMonth].reverse().map(({ month, flows, medianMs }) => (
                <li key={month}>
                  <BarRow
                    label={date.month(month)}
                    bar={partOf(medianMs, longest)}
                    number={t.monthUsual({ usual: duration(medianMs), flows: t.flows(flows) })}
                  />
                </li>
              ))}
            </ul>
            {byMonth.length > 0 && <p className="desk-note">{t.scaleNote}</p>}
          </li>
        )
      }}
    </DeskList>
  )
}
