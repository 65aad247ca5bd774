import List from 'antd-mobile/es/components/list'
import { type ReactNode, type RefObject } from 'react'
import './form-row.css'
import { type FieldRef, useFieldAria } from './use-field-aria.ts'

export type FormRowProps = {
  /** The id of the field; its note and its rule get `{id}-note` and `{id}-rule`. */
  id: string
  label: ReactNode
  /** A hint for filling it in. */
  note?: ReactNode
  /** The validation error; null if valid. */
  rule?: ReactNode
  required?: boolean
}

type FormRowFrameProps = {
  /** The field's ref, for what screen readers say about it. */
  field: RefObject<FieldRef | null>
  /** The length of what is typed, shown from 80 % of `maxLength` on. */
  length: number
  maxLength: number | undefined
  children: ReactNode
} & FormRowProps

/** A row of `Rows` with a label and a field, its hint, its validation error and its counter. */
export function FormRow(props: FormRowFrameProps) {
  const { id, label, note, rule, required = false, field, length, maxLength, children } = props
  const ids = [note ? `${id}-note` : '', rule ? `${id}-rule` : ''].filter(Boolean)
  const describedBy = ids.length > 0 ? ids.join(' ') : undefined
  useFieldAria(field, { describedBy, invalid: Boolean(rule), required })
  return (
    <li>
      <List.Item
        className={rule ? 'form-row is-wrong' : 'form-row'}
        prefix={<label htmlFor={id}>{label}</label>}
      >
        {children}
        {note && (
          <p id={`${id}-note`} className="form-row-note">
            {note}
          </p>
        )}
        {rule && (
          <p id={`${id}-rule`} className="form-row-rule" role="alert">
            {rule}
          </p>
        )}
        {maxLength !== undefined && length >= maxLength * 0.8 && (
          <p className="form-row-count">
            {length}/{maxLength}
          </p>
        )}
      </List.Item>
    </li>
  )
}
