import List from 'antd-mobile/es/components/list'
import type { ReactNode } from 'react'
import './rows.css'

interface RowsProps {
  /** A heading: `<h2>…</h2>`. */
  header?: ReactNode
  /** The list's accessible name, if it has no heading. */
  label?: string
  testId?: string
  /** `Row`, `InputRow`, `SwitchRow`, or any `<li>` around a `List.Item`. */
  children: ReactNode
}

export function Rows({ header, label, testId, children }: RowsProps) {
  return (
    <List mode="card" className="rows" header={header}>
      <ul aria-label={label} data-testid={testId}>
        {children}
      </ul>
    </List>
  )
}
