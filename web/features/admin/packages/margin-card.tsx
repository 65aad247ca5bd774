import type { ReactNode } from 'react'
import { areContractsLow } from '#shared/rules/contracts-low.ts'
import type { CorpView } from '#shared/schemas/corp/corp.ts'
import { MarginFigures } from '#web/widgets/desk/margin-figures.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { DeskList, ListNotRead, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { errorOf } from '#web/components/failure/error-of.ts'

type MarginCardProps = {
  reading: ListQuery<CorpView>
  /** Below the figures: where more are bought. */
  children?: ReactNode
}

/** How many contracts are left, the history, and how long they may last. */
export function MarginCard({ reading, children }: MarginCardProps) {
  const t = useWords(adminWords)
  return (
    <DeskList title={t.margin} testId="margin" usualRows={6} reading={reading}>
      {({ margin }) => (
        <li className="desk-gap">
          {'problem' in margin ? (
            <ListNotRead error={errorOf(margin.problem)} onRetry={reading.refetch} />
          ) : (
            <MarginFigures
              margin={margin.ok}
              isLow={areContractsLow(margin.ok)}
              unknown={t.marginUnknown}
            />
          )}
          {children}
        </li>
      )}
    </DeskList>
  )
}
