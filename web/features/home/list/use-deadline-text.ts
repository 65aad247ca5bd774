import { useMoment } from '#web/components/time/use-moment.ts'
import { momentOf } from '#web/i18n/time-format.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import type { deadlineTone } from './deadline-tone.ts'

type Tone = NonNullable<ReturnType<typeof deadlineTone>>

/** Returns a function that formats a deadline as a day, with the time if it is close. */
export function useDeadlineText(now: number): (deadline: number, tone: Tone) => string {
  const t = useWords(homeWords)
  const { months } = useWords(words.time)
  const { zone } = useViewer()
  const moment = useMoment(now)
  return (deadline, tone) => {
    if (tone === 'bad') return t.deadlineOver({ time: moment(deadline) })
    if (tone === 'warn') return t.deadline({ time: moment(deadline) })
    const { key, year, month, day } = momentOf(deadline, now, zone)
    const monthName = months.split(' ')[month - 1] ?? ''
    if (key === 'timeOfOtherYear') return t.deadlineDayOfYear({ year, month: monthName, day })
    return t.deadlineDay({ month: monthName, day })
  }
}
