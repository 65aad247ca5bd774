import type { MarginOutlook, MarginReading } from '#shared/schemas/corp.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import './desk.css'
import { deskWords } from './desk-words.ts'

const width = 300
const height = 64

interface MarginFiguresProps {
  margin: MarginOutlook
  isLow: boolean
  /** Shown if it is unknown how many are left. */
  unknown: string
}

/** How many contracts are left, for how many days they may last, and the history. */
export function MarginFigures({
  margin: { contractsLeft, daysLeft, history },
  isLow,
  unknown,
}: MarginFiguresProps) {
  const t = useWords(deskWords)
  return (
    <>
      <p className={isLow ? 'figure tone-warn' : 'figure'}>
        {contractsLeft === null ? unknown : t.contractsLeft(contractsLeft)}
      </p>
      {contractsLeft !== 0 && (
        <p className="desk-note">{daysLeft === null ? t.daysUnknown : t.daysLeft(daysLeft)}</p>
      )}
      {history.length > 1 && <MarginChart history={history} />}
    </>
  )
}

/** A line chart; the first and last value are also given in words. */
function MarginChart({ history }: { history: readonly MarginReading[] }) {
  const t = useWords(deskWords)
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
