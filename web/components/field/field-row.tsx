import List from 'antd-mobile/es/components/list'
import type { ReactNode } from 'react'
import './field.css'

export interface FieldRowProps {
  /** Id of the field itself; its note and its rule are `{id}-note` and `{id}-rule`. */
  id: string
  label: ReactNode
  /** What helps to fill it in. */
  note?: ReactNode
  /** What is wrong with what was typed; null while nothing is. */
  rule?: ReactNode
}

/** What describes a field of that row: for `useFieldAria`. */
export function describedBy({ id, note, rule }: FieldRowProps): string | undefined {
  const ids = [note ? `${id}-note` : '', rule ? `${id}-rule` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** A field in a list, with its label above and what is wrong with it below. */
export function FieldRow({
  id,
  label,
  note,
  rule,
  children,
}: FieldRowProps & { children: ReactNode }) {
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
        {children}
      </List.Item>
    </li>
  )
}
