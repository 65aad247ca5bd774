import Button from 'antd-mobile/es/components/button'
import { useId } from 'react'
import { termLimits } from '#shared/rules/terms/term-limits.ts'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { TypedDate, WrongField } from './terms-form.ts'
import { termsWords } from './terms-words.ts'

type DateRowsProps = {
  dates: readonly TypedDate[]
  wrong: readonly WrongField[]
  onChange: (dates: TypedDate[]) => void
}

/** Dates to remember, each a group of its own. */
export function DateRows({ dates, wrong, onChange }: DateRowsProps) {
  const t = useWords(termsWords)
  const id = useId()
  const change = (index: number, part: Partial<TypedDate>) =>
    onChange(dates.map((date, other) => (other === index ? { ...date, ...part } : date)))
  const ruleOf = (field: WrongField, text: string) => (wrong.includes(field) ? text : null)
  return (
    <>
      {dates.map(({ name, on, everyMonths }, index) => (
        // Only the order tells them apart.
        <Rows
          // eslint-disable-next-line react/no-array-index-key
          key={index}
          header={<h3>{t.dateNumber({ number: index + 1 })}</h3>}
          extra={
            <Button
              size="small"
              fill="none"
              color="danger"
              onClick={() => onChange(dates.filter((_, other) => other !== index))}
            >
              {t.removeDate}
            </Button>
          }
        >
          <InputRow
            id={`${id}-name-${index}`}
            label={t.dateName}
            required
            placeholder={t.dateNameHint}
            maxLength={termLimits.date}
            rule={ruleOf(`name/${index}`, t['wrong/name'])}
            value={name}
            onChange={(text) => change(index, { name: text })}
          />
          <InputRow
            id={`${id}-on-${index}`}
            type="date"
            label={t.dateOn}
            required
            rule={ruleOf(`on/${index}`, t['wrong/endsMissing'])}
            value={on}
            onChange={(text) => change(index, { on: text })}
          />
          <InputRow
            id={`${id}-every-${index}`}
            label={t.dateEvery}
            inputMode="numeric"
            placeholder={t.dateEveryHint}
            rule={ruleOf(`everyMonths/${index}`, t['wrong/everyMonths'])}
            value={everyMonths}
            onChange={(text) => change(index, { everyMonths: text })}
          />
        </Rows>
      ))}
      {dates.length < termLimits.dates && (
        <Button block onClick={() => onChange([...dates, { name: '', on: '', everyMonths: '' }])}>
          {t.addDate}
        </Button>
      )}
    </>
  )
}
