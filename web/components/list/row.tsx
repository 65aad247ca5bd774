import List from 'antd-mobile/es/components/list'
import type { ReactNode } from 'react'
import { followInApp } from '#web/components/page/page-link.tsx'
import './rows.css'

interface RowLooks {
  /** Small, above the rest: what the row is about. */
  label?: ReactNode
  /** Small, below the rest. */
  description?: ReactNode
  prefix?: ReactNode
  /** At the right edge; it may hold a button where the row itself is none. */
  extra?: ReactNode
  testId?: string
  children: ReactNode
}

/** At most one of `to`, `href` and `onClick`. */
interface RowTarget {
  /** An address of the app. */
  to?: string
  /** Whether what the address leads to is shown beside the list. */
  isCurrent?: boolean
  /** An address elsewhere, in a window of its own. */
  href?: string
  onClick?: () => void
  disabled?: boolean
}

/**
 * A row of `Rows`; as a whole a link or a button where it has a target. antd-mobile's own clickable
 * rows are links without an address, which no key reaches.
 */
export function Row({ testId, ...props }: RowLooks & RowTarget) {
  return <li data-testid={testId}>{withTarget(props)}</li>
}

function withTarget(props: RowLooks & RowTarget): ReactNode {
  const { to, isCurrent = false, href, onClick, disabled = false } = props
  if (to !== undefined)
    return (
      <a
        className="row-target"
        href={to}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={(event) => followInApp(event, to)}
      >
        <Item {...props} hasArrow />
      </a>
    )
  if (href !== undefined)
    return (
      <a className="row-target" href={href} target="_blank" rel="noreferrer">
        <Item {...props} hasArrow />
      </a>
    )
  if (onClick !== undefined)
    return (
      <button type="button" className="row-target" disabled={disabled} onClick={onClick}>
        <Item {...props} hasArrow />
      </button>
    )
  return <Item {...props} hasArrow={false} />
}

function Item(props: RowLooks & { hasArrow: boolean }) {
  const { label, description, prefix, extra, hasArrow, children } = props
  return (
    <List.Item
      title={label}
      description={description}
      prefix={prefix}
      extra={extra}
      arrowIcon={hasArrow}
    >
      {children}
    </List.Item>
  )
}
