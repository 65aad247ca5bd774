import type { MarginForecast } from '#shared/schemas/corp/corp.ts'
import { fewestPoints } from '#web/components/charts/chart.ts'
import { useWords } from '#web/i18n/words.ts'
import './desk.css'
import { deskWords } from './desk-words.ts'
import { MarginChart } from './margin-chart.tsx'

type MarginFiguresProps = {
  margin: MarginForecast
  isLow: boolean
  /** Shown if it is unknown how many are left. */
  unknown: string
}

/** How many contracts are left, the history, and how long they may last. */
export function MarginFigures({ margin, isLow, unknown }: MarginFiguresProps) {
  const t = useWords(deskWords)
  const { contractsLeft, history } = margin
  return (
    <>
      <p className={isLow ? 'figure tone-warn' : 'figure'}>
        {contractsLeft === null ? unknown : t.contractsLeft(contractsLeft)}
      </p>
      {history.length >= fewestPoints && <MarginChart margin={margin} />}
      {history.length < fewestPoints && contractsLeft !== null && (
        <p className="desk-note">{t.courseLater}</p>
      )}
    </>
  )
}
