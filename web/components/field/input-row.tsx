import Input, { type InputProps, type InputRef } from 'antd-mobile/es/components/input'
import { useRef } from 'react'
import { describedBy, FieldRow, type FieldRowProps } from './field-row.tsx'
import { useFieldAria } from './use-field-aria.ts'

type PassedOn = Pick<
  InputProps,
  'autoComplete' | 'inputMode' | 'maxLength' | 'onBlur' | 'placeholder' | 'type'
>

interface InputRowProps extends FieldRowProps, PassedOn {
  value: string
  onChange: (value: string) => void
  required?: boolean
}

/** A line to type into, as a row of `Rows`. */
export function InputRow({ id, label, note, rule, required = false, ...input }: InputRowProps) {
  const ref = useRef<InputRef>(null)
  const row = { id, label, note, rule }
  useFieldAria(ref, { describedBy: describedBy(row), invalid: Boolean(rule), required })
  return (
    <FieldRow {...row}>
      <Input ref={ref} id={id} clearable={false} {...input} />
    </FieldRow>
  )
}
