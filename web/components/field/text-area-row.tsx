import TextArea, { type TextAreaProps, type TextAreaRef } from 'antd-mobile/es/components/text-area'
import { useRef } from 'react'
import { FormRow, type FormRowProps } from './form-row.tsx'

type PassedOn = Pick<TextAreaProps, 'autoComplete' | 'maxLength' | 'onBlur' | 'placeholder'>

type TextAreaRowProps = {
  value: string
  onChange: (value: string) => void
} & FormRowProps &
  PassedOn

/** A text of one to three lines as a row of `Rows`. */
export function TextAreaRow({ label, note, rule, required = false, ...text }: TextAreaRowProps) {
  const field = useRef<TextAreaRef>(null)
  const { id, value, maxLength } = text
  return (
    <FormRow {...{ id, label, note, rule, required, field, maxLength }} length={value.length}>
      <TextArea ref={field} rows={1} autoSize={{ minRows: 1, maxRows: 3 }} {...text} />
    </FormRow>
  )
}
