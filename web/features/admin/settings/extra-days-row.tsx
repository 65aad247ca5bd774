import Button from 'antd-mobile/es/components/button'
import { type FormEvent, useId, useState } from 'react'
import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import { isPublished, type MarkedDays } from '#shared/rules/calendar/working-days.ts'
import type { CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useDayParts } from '#web/components/time/use-day-parts.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { settingsWords } from './settings-words.ts'

const hourMs = 60 * 60_000

type Kind = keyof MarkedDays

type ExtraDaysProps = {
  days: MarkedDays
  onChange: (days: NonNullable<CorpSettings['extraDays']>) => void
}

/** The organisation's own days off and working days, as a row that opens their list. */
export function ExtraDaysRow({ days, onChange }: ExtraDaysProps) {
  const t = useWords(settingsWords)
  const [isOpen, setOpen] = useState(false)
  const count = days.off.length + days.working.length
  return (
    <>
      <Row
        testId="extra-days"
        extra={count === 0 ? t.noExtraDays : t.extraDaysCount(count)}
        onClick={() => setOpen(true)}
      >
        {t.extraDays}
      </Row>
      <Sheet open={isOpen} title={t.extraDays} onClose={() => setOpen(false)}>
        <p className="quiet">{t.extraDaysNote}</p>
        <UnpublishedYears />
        <NewDay days={days} onChange={onChange} />
        {count > 0 && <DayRows days={days} onChange={onChange} />}
      </Sheet>
    </>
  )
}

/** Of this year and the next. */
function UnpublishedYears() {
  const t = useWords(settingsWords)
  const year = new Date(useNow(hourMs)).getFullYear()
  return [year, year + 1]
    .filter((one) => !isPublished(`${one}-01-01`))
    .map((one) => (
      <p key={one} className="quiet">
        {t.unpublished({ year: one })}
      </p>
    ))
}

function NewDay({ days, onChange }: ExtraDaysProps) {
  const t = useWords(settingsWords)
  const id = useId()
  const [date, setDate] = useState('')
  const [kind, setKind] = useState<Kind>('off')
  const [isTried, setTried] = useState(false)
  const add = (event: FormEvent) => {
    event.preventDefault()
    setTried(date === '')
    if (date === '') return
    const others = without(days, date)
    onChange({ ...others, [kind]: [...others[kind], date].sort() })
    setDate('')
  }
  return (
    <form className="stack" noValidate onSubmit={add}>
      <Rows label={t.add}>
        <InputRow
          id={id}
          type="date"
          label={t.day}
          rule={isTried && date === '' ? t.dayMissing : null}
          value={date}
          onChange={setDate}
        />
      </Rows>
      <RadioChips
        label={t.kindOfDay}
        options={[
          { value: 'off', label: t.off },
          { value: 'working', label: t.working },
        ]}
        value={kind}
        onChange={setKind}
      />
      <Button block type="submit" color="primary" fill="outline">
        {t.add}
      </Button>
    </form>
  )
}

function DayRows({ days, onChange }: ExtraDaysProps) {
  const t = useWords(settingsWords)
  const tTime = useWords(words.time)
  const partsOf = useDayParts()
  const dayText = (date: CalendarDate) => tTime.dayOfOtherYearWithWeekday(partsOf(date))
  const kinds: readonly Kind[] = ['off', 'working']
  const rows = kinds
    .flatMap((kind) => days[kind].map((date) => ({ date, kind })))
    .sort((one, other) => (one.date < other.date ? -1 : 1))
  return (
    <Rows label={t.extraDays}>
      {rows.map(({ date, kind }) => (
        <Row
          key={date}
          item={{ 'data-day': date }}
          description={t[kind]}
          extra={
            <Button
              size="small"
              fill="none"
              color="danger"
              aria-label={t.removeDay({ date: dayText(date) })}
              onClick={() => onChange(without(days, date))}
            >
              {t.remove}
            </Button>
          }
        >
          {dayText(date)}
        </Row>
      ))}
    </Rows>
  )
}

function without(days: MarkedDays, date: CalendarDate) {
  return {
    off: days.off.filter((day) => day !== date),
    working: days.working.filter((day) => day !== date),
  }
}
