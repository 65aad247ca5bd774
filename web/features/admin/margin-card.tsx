import type { CorpView, MarginReading } from '#shared/corp.ts'
import { dateText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

/** How many contracts are left, how that went, and for how long it may do. */
export function MarginCard({ margin }: Pick<CorpView, 'margin'>) {
  const t = useWords(adminWords)
  if ('problem' in margin)
    return (
      <section className="card" data-testid="margin">
        <h2>{t.margin}</h2>
        <p className="quiet">{t.notRead}</p>
      </section>
    )
  const { contractsLeft, daysLeft, history } = margin.ok
  return (
    <section className="card" data-testid="margin">
      <div className="section-head">
        <h2>{t.margin}</h2>
      </div>
      <p className="figure">
        {contractsLeft === null ? t.marginUnknown : t.contractsLeft(contractsLeft)}
      </p>
      <p className="quiet">{daysLeft === null ? t.daysUnknown : t.daysLeft(daysLeft)}</p>
      {history.length > 1 && <MarginChart history={history} />}
    </section>
  )
}

const width = 300
const height = 64

/** A line over time; the first and last value are told in words. */
function MarginChart({ history }: { history: readonly MarginReading[] }) {
  const t = useWords(adminWords)
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
      <figcaption className="quiet note">
        {t.marginChart({
          from: dateText(first.at, deviceZone),
          first: first.contractsLeft,
          until: dateText(last.at, deviceZone),
          last: last.contractsLeft,
        })}
      </figcaption>
    </figure>
  )
}
