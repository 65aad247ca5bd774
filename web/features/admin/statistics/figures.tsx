import Card from 'antd-mobile/es/components/card'
import Grid from 'antd-mobile/es/components/grid'
import type { CorpStatistics, CorpView } from '#shared/schemas/corp.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { durationParts } from '#web/i18n/time-format.ts'
import { adminWords } from '../admin-words.ts'
import { isLow } from '../orders/margin-card.tsx'

interface FiguresProps {
  corp: CorpView | undefined
  /** Undefined while loading, and for operators who are not admins. */
  statistics: CorpStatistics | undefined
  /** Whether to show more than the margin. */
  isAdmin: boolean
}

/** The organisation's four key figures, each linked to details. */
export function Figures({ corp, statistics, isAdmin }: FiguresProps) {
  const t = useWords(adminWords)
  const now = useNow()
  const short = useLargestUnit()
  const signing = statistics?.byStatus.find(({ status }) => status === 'signing')?.flows ?? 0
  const longest = statistics?.longestWaiting[0]
  const usual = statistics?.completion.medianMs ?? null
  const margin = corp && 'ok' in corp.margin ? corp.margin.ok : null
  const left = margin?.contractsLeft ?? null
  return (
    <Grid columns={2} gap={12} className="figures" data-testid="figures">
      {isAdmin && (
        <>
          <Figure
            label={t.signing}
            value={statistics && String(signing)}
            to="/?scope=all&status=signing"
          />
          <Figure
            label={t.longest}
            value={longest && short(now - longest.since)}
            to={longest && flowPath(longest.taskId)}
          />
        </>
      )}
      <Figure
        label={t.margin}
        value={left === null ? undefined : String(left)}
        note={left !== 0 && margin?.daysLeft != null ? t.lastsFor(margin.daysLeft) : undefined}
        isBad={margin !== null && isLow(margin)}
        part="desk-margin"
      />
      {isAdmin && (
        <Figure
          label={t.usually}
          value={usual === null ? undefined : short(usual)}
          part="desk-stages"
        />
      )}
    </Grid>
  )
}

/** Returns a function that formats a duration in its largest unit only. */
function useLargestUnit(): (milliseconds: number) => string {
  const t = useWords(words.time)
  return (milliseconds) => {
    const [part] = durationParts(milliseconds)
    return part && milliseconds >= 60_000 ? t[part.unit](part.count) : t.underMinute
  }
}

interface FigureProps {
  label: string
  /** Undefined while unknown. */
  value: string | undefined
  note?: string | undefined
  isBad?: boolean
  /** A path of the app. */
  to?: string | undefined
  /** Or the id of a section of this page. */
  part?: string
}

function Figure({ label, value, note, isBad = false, to, part }: FigureProps) {
  const t = useWords(adminWords)
  const content = (
    <Card>
      <span className="desk-note">{label}</span>
      <span className={isBad ? 'figure tone-warn' : 'figure'}>{value ?? t.notKnown}</span>
      {note && <span className="desk-note">{note}</span>}
    </Card>
  )
  return (
    <Grid.Item>
      {to !== undefined && (
        <a className="figure-target" href={to} onClick={(event) => followInApp(event, to)}>
          {content}
        </a>
      )}
      {to === undefined && part === undefined && content}
      {part !== undefined && (
        <button type="button" className="figure-target" onClick={() => showPart(part)}>
          {content}
        </button>
      )}
    </Grid.Item>
  )
}

function showPart(id: string): void {
  const part = document.getElementById(id)
  part?.scrollIntoView({ block: 'start' })
  part?.focus({ preventScroll: true })
}
