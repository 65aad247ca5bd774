import type { CorpView, MarginOutlook } from '#shared/schemas/corp.ts'
import { MarginFigures } from '#web/components/desk/margin-figures.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { DeskList, ListNotRead, type ListQuery } from '#web/components/desk/desk-list.tsx'
import { errorOf } from '#web/components/failure/error-of.ts'

/** Whether less than a tenth of the maximum of the last 90 days is left. */
export function isLow({ contractsLeft, history }: MarginOutlook): boolean {
  if (contractsLeft === null) return false
  if (contractsLeft === 0) return true
  return contractsLeft * 10 < Math.max(...history.map((reading) => reading.contractsLeft))
}

/** How many contracts are left, the history, and how long they may last. */
export function MarginCard({ reading }: { reading: ListQuery<CorpView> }) {
  const t = useWords(adminWords)
  return (
    <DeskList id="desk-margin" title={t.margin} testId="margin" reading={reading}>
      {({ margin }) => (
        <li className="desk-gap">
          {'problem' in margin ? (
            <ListNotRead error={errorOf(margin.problem)} onRetry={reading.refetch} />
          ) : (
            <MarginFigures margin={margin.ok} isLow={isLow(margin.ok)} unknown={t.marginUnknown} />
          )}
        </li>
      )}
    </DeskList>
  )
}
