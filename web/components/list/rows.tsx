import List from 'antd-mobile/es/components/list'
import type { ReactNode } from 'react'
import './rows.css'

type RowsProps = {
  /** A heading: `<h2>…</h2>`. */
  header?: ReactNode
  /** Right of the heading. Unless undefined, the heading is as high as a button, even with null. */
  extra?: ReactNode
  /** The list's accessible name, if it has no heading. */
  label?: string
  testId?: string
  /** `Row`, `InputRow`, `SwitchRow`, or any `<li>` around a `List.Item`. */
  children: ReactNode
}

export function Rows({ header, extra, label, testId, children }: RowsProps) {
  const head =
    extra === undefined ? (
      header
    ) : (
      <div className="rows-head spread">
        {header}
        {extra}
      </div>
    )
  return (
    <List mode="card" className="rows" header={head}>
      <ul aria-label={label} data-testid={testId}>
        {children}
      </ul>
    </List>
  )
}
