import TextArea, { type TextAreaProps, type TextAreaRef } from 'antd-mobile/es/components/text-area'
import { useRef } from 'react'
import { describedBy, FieldRow, type FieldRowProps } from './field-row.tsx'
import { useFieldAria } from './use-field-aria.ts'

type PassedOn = Pick<
  TextAreaProps,
  'autoComplete' | 'maxLength' | 'onBlur' | 'placeholder' | 'rows'
>

interface TextAreaRowProps extends FieldRowProps, PassedOn {
  value: string
  onChange: (value: string) => void
  required?: boolean
}

/** Several lines to type into, as a row of `Rows`. */
export function TextAreaRow({
  id,
  label,
  note,
  rule,
  required = false,
  ...area
}: TextAreaRowProps) {
  const ref = useRef<TextAreaRef>(null)
  const row = { id, label, note, rule }
  useFieldAria(ref, { describedBy: describedBy(row), invalid: Boolean(rule), required })
  return (
    <FieldRow {...row}>
      <TextArea ref={ref} id={id} {...area} />
    </FieldRow>
  )
}
