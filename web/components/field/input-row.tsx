import Input, { type InputProps, type InputRef } from 'antd-mobile/es/components/input'
import List from 'antd-mobile/es/components/list'
import { type ReactNode, useRef } from 'react'
import './field.css'
import { useFieldAria } from './use-field-aria.ts'

type PassedOn = Pick<InputProps, 'autoComplete' | 'inputMode' | 'onBlur' | 'placeholder' | 'type'>

interface InputRowProps extends PassedOn {
  /** The id of the input; its note and its rule get `{id}-note` and `{id}-rule`. */
  id: string
  label: ReactNode
  /** A hint for filling it in. */
  note?: ReactNode
  /** The validation error; null if valid. */
  rule?: ReactNode
  value: string
  onChange: (value: string) => void
  required?: boolean
}

/** A text input as a row of `Rows`: the label above, the validation error below. */
export function InputRow({ id, label, note, rule, required = false, ...input }: InputRowProps) {
  const ref = useRef<InputRef>(null)
  const ids = [note ? `${id}-note` : '', rule ? `${id}-rule` : ''].filter(Boolean)
  const describedBy = ids.length > 0 ? ids.join(' ') : undefined
  useFieldAria(ref, { describedBy, invalid: Boolean(rule), required })
  return (
    <li>
      <List.Item
        className="field-row"
        title={<label htmlFor={id}>{label}</label>}
        description={
          <>
            {note && <p id={`${id}-note`}>{note}</p>}
            {rule && (
              <p id={`${id}-rule`} className="field-rule" role="alert">
                {rule}
              </p>
            )}
          </>
        }
      >
        <Input ref={ref} id={id} clearable={false} {...input} />
      </List.Item>
    </li>
  )
}
