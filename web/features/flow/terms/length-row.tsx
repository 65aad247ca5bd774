import Input, { type InputRef } from 'antd-mobile/es/components/input'
import { useRef } from 'react'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { FormRow, type FormRowProps } from '#web/components/field/form-row.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { TypedLength } from './terms-form.ts'
import { termsWords } from './terms-words.ts'

type LengthRowProps = {
  label: string
  value: TypedLength
  onChange: (value: TypedLength) => void
} & FormRowProps

/** A number and its calendar unit as a row of `Rows`. */
export function LengthRow({ value, onChange, ...row }: LengthRowProps) {
  const t = useWords(termsWords)
  const field = useRef<InputRef>(null)
  return (
    <FormRow {...row} field={field} length={0} maxLength={undefined}>
      <Input
        ref={field}
        id={row.id}
        inputMode="numeric"
        value={value.count}
        onChange={(text) => onChange({ ...value, count: text })}
      />
      <RadioChips
        label={`${row.label} · ${t.unit}`}
        options={[
          { value: 'years', label: t.year },
          { value: 'months', label: t.month },
          { value: 'days', label: t.day },
        ]}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit })}
      />
    </FormRow>
  )
}
