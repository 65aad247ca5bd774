import type { CorpView, MarginOutlook, MarginReading } from '#shared/schemas/corp.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { AdminList, errorOf, NotRead, type Reading } from '../admin-list.tsx'

/** Whether less than a tenth is left of what there was in the last 90 days. */
export function isLow({ contractsLeft, history }: MarginOutlook): boolean {
  if (contractsLeft === null) return false
  if (contractsLeft === 0) return true
  return contractsLeft * 10 < Math.max(...history.map((reading) => reading.contractsLeft))
}

/** How many contracts are left, how that went, and for how long it may do. */
export function MarginCard({ reading }: { reading: Reading<CorpView> }) {
  const t = useWords(adminWords)
  return (
    <AdminList id="desk-margin" title={t.margin} testId="margin" reading={reading}>
      {({ margin }) => (
        <li className="desk-gap">
          {'problem' in margin ? (
            <NotRead error={errorOf(margin.problem)} onRetry={reading.refetch} />
          ) : (
            <Margin margin={margin.ok} />
          )}
        </li>
      )}
    </AdminList>
  )
}

function Margin({ margin }: { margin: MarginOutlook }) {
  const t = useWords(adminWords)
  const { contractsLeft, daysLeft, history } = margin
  return (
    <>
      <p className={isLow(margin) ? 'figure tone-warn' : 'figure'}>
        {contractsLeft === null ? t.marginUnknown : t.contractsLeft(contractsLeft)}
      </p>
      <p className="desk-note">{daysLeft === null ? t.daysUnknown : t.daysLeft(daysLeft)}</p>
      {history.length > 1 && <MarginChart history={history} />}
    </>
  )
}

const width = 300
const height = 64

/** A line over time; the first and last value are told in words. */
function MarginChart({ history }: { history: readonly MarginReading[] }) {
  const t = useWords(adminWords)
  const moment = useMoment(useNow())
  const first = history[0]
  const last = history.at(-1)
  if (!first || !last) return null
  const most = Math.max(...history.map(({ contractsLeft }) => contractsLeft), 1)
  const span = Math.max(last.at - first.at, 1)
  const points = history.map(({ contractsLeft, at }) => {
    const x = ((at - first.at) / span) * width
    return `${x.toFixed(1)},${(height - (contractsLeft / most) * height).toFixed(1)}`
  })
  return (
    <figure className="margin-chart">
      <svg viewBox={`-2 -2 ${width + 4} ${height + 4}`} aria-hidden="true">
        <polyline points={points.join(' ')} />
      </svg>
      <figcaption className="desk-note">
        {t.marginChart({
          from: moment(first.at),
          first: first.contractsLeft,
          until: moment(last.at),
          last: last.contractsLeft,
        })}
      </figcaption>
    </figure>
  )
}
