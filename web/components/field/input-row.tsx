import Input, { type InputProps, type InputRef } from 'antd-mobile/es/components/input'
import { useRef } from 'react'
import { FormRow, type FormRowProps } from './form-row.tsx'

type PassedOn = Pick<
  InputProps,
  'autoComplete' | 'inputMode' | 'maxLength' | 'onBlur' | 'placeholder' | 'type'
>

type InputRowProps = {
  value: string
  onChange: (value: string) => void
} & FormRowProps &
  PassedOn

/** A text input as a row of `Rows`. */
export function InputRow({ label, note, rule, required = false, ...input }: InputRowProps) {
  const field = useRef<InputRef>(null)
  const { id, value, maxLength } = input
  return (
    <FormRow {...{ id, label, note, rule, required, field, maxLength }} length={value.length}>
      <Input ref={field} clearable={false} {...input} />
    </FormRow>
  )
}
