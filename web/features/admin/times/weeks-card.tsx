import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { Numbers } from '#web/components/charts/chart-figure.tsx'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

/** The numbers of the lines below the overview's figures. */
export function WeeksCard({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const date = useDate(useNow())
  const duration = useDuration()
  const text = (milliseconds: number | null) =>
    milliseconds === null ? t.notKnown : duration(milliseconds)
  return (
    <DeskList title={t.weeks} testId="weeks" reading={reading}>
      {({ weeks }) => (
        <li className="desk-gap">
          <p className="desk-note">{t.weeksNote}</p>
          <Numbers
            label={t.weeks}
            head={[t.weekHead, t.signing, t.longest, t.usually]}
            rows={[...weeks]
              .reverse()
              .map(({ at, signing, longestMs, usualMs }) => [
                date.day(at),
                signing,
                text(longestMs),
                text(usualMs),
              ])}
          />
        </li>
      )}
    </DeskList>
  )
}
