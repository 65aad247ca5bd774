import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import type { MarkedDays, WorkingDay } from '#shared/rules/calendar/working-days.ts'
import type { Length } from '#shared/rules/terms/length.ts'
import { remindersFrom } from '#shared/rules/terms/reminders.ts'
import { standingOn } from '#shared/rules/terms/terms.ts'
import type { Terms } from '#shared/schemas/flow/terms.ts'
import { useDayParts } from '#web/components/time/use-day-parts.ts'
import { useWords } from '#web/i18n/words.ts'
import { termsWords } from './terms-words.ts'

export type Asked = {
  terms: Terms
  signedOn: CalendarDate
  today: CalendarDate
  /** Of the organisation. */
  ownDays?: MarkedDays | undefined
}

/** Returns functions that say where a contract stands on a day. */
export function useTermsSentence() {
  const t = useWords(termsWords)
  const partsOf = useDayParts()
  const dateText = (date: CalendarDate): string => t.date(partsOf(date))

  function workingDayText({ date, isPublished }: WorkingDay): string {
    const { weekday } = partsOf(date)
    return dateText(date) + (isPublished ? t.weekday({ weekday }) : t.unpublished({ weekday }))
  }

  function byHandText(date: CalendarDate): string {
    return dateText(date) + t.byHand({ weekday: partsOf(date).weekday })
  }

  const dateLine = ({ on, everyMonths }: Terms['dates'][number]): string =>
    everyMonths === null ? dateText(on) : t.onAgain({ date: dateText(on), every: everyMonths })

  /** The next date to remember; empty if there is none any more. */
  const nextDateText = ({ terms, signedOn, today, ownDays }: Asked): string => {
    const coming = remindersFrom(today, terms, signedOn, ownDays)
      .filter(({ about, left }) => about === 'date' && left === 0)
      .sort((one, other) => (one.on < other.on ? -1 : 1))
    const next = coming[0]
    return next === undefined ? '' : t.nextDate({ name: next.name ?? '', date: dateText(next.on) })
  }

  function lengthText({ years, months, days }: Length): string {
    const parts = [
      years > 0 ? t.years(years) : '',
      months > 0 ? t.months(months) : '',
      days > 0 ? t.days(days) : '',
    ]
    return parts.filter(Boolean).join(' ')
  }

  const endText = ({ terms, signedOn, today }: Asked): string => {
    const { ends, daysLeft } = standingOn(today, terms, signedOn)
    return (daysLeft < 0 ? t.ended : t.ends)({ date: dateText(ends) })
  }

  /** What comes before the end, and at it; empty if nothing is agreed. */
  const noticeText = ({ terms, signedOn, today, ownDays }: Asked): string => {
    const standing = standingOn(today, terms, signedOn, ownDays)
    const { daysLeft, lastNotice, renewsAgain, isNoticeByHand } = standing
    if (daysLeft < 0) return ''
    const length = renewsAgain && terms.renewal !== null ? lengthText(terms.renewal.every) : null
    const isOver = lastNotice !== null && lastNotice.date < today
    const parts = [
      lastNotice === null
        ? null
        : (isOver ? t.noticeOver : t.noticeBy)({
            date: isNoticeByHand ? byHandText(lastNotice.date) : workingDayText(lastNotice),
          }),
      length === null ? null : (lastNotice === null || isOver ? t.renews : t.orRenews)({ length }),
    ]
    return parts.filter((part) => part !== null).join(t.comma)
  }

  return {
    dateText,
    dateLine,
    nextDateText,
    endText,
    noticeText,
    whole: (asked: Asked) =>
      [endText(asked), noticeText(asked)].filter(Boolean).join(t.comma) + t.stop,
    leftText: ({ terms, signedOn, today }: Asked): string => {
      const { daysLeft } = standingOn(today, terms, signedOn)
      if (daysLeft < 0) return t.over
      return daysLeft === 0 ? t.lastDay : t.daysLeft(daysLeft)
    },
  }
}
