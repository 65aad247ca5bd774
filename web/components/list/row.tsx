import List from 'antd-mobile/es/components/list'
import { ChevronRight } from 'lucide'
import type { LiHTMLAttributes, ReactNode } from 'react'
import { Icon } from '#web/components/icon.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import './rows.css'

type RowContent = {
  /** Small, above the content. */
  label?: ReactNode
  /** Small, below the content. */
  description?: ReactNode
  prefix?: ReactNode
  /** At the right edge. May contain a button if the row itself has no target. */
  extra?: ReactNode
  /** A drag handle, outside the tap target. */
  handle?: ReactNode
  /** Buttons below the row, outside the tap target. */
  foot?: ReactNode
  testId?: string
  /** `data-*` attributes of the `li`. */
  item?: LiHTMLAttributes<HTMLLIElement> & { [name: `data-${string}`]: string | true | undefined }
  children: ReactNode
}

/** At most one of `to`, `href` and `onClick`. */
type RowTarget = {
  /** A path of the app. */
  to?: string
  /** Whether the target is shown next to the list. */
  isCurrent?: boolean
  /** An external URL, which opens in a new window. */
  href?: string
  onClick?: () => void
  /** Whether what `onClick` shows below the row is shown. */
  isExpanded?: boolean
  /** The id of the button that is rendered for `onClick`. */
  id?: string
  /** Whether `onClick` navigates; then the row has an arrow. */
  hasArrow?: boolean
  disabled?: boolean
}

/**
 * A row of `Rows`, entirely a link or button if it has a target. antd-mobile's clickable rows are
 * links without `href`, which the keyboard cannot reach.
 */
export function Row({ testId, item, handle, foot, ...props }: RowContent & RowTarget) {
  return (
    <li data-testid={testId} {...item}>
      {handle === undefined ? (
        <RowBody {...props} />
      ) : (
        <div className="row-with-handle">
          {handle}
          <RowBody {...props} />
        </div>
      )}
      {foot && <div className="row-foot">{foot}</div>}
    </li>
  )
}

/** A row without its `li`, for lists that render the `li` themselves. */
export function RowBody(
  props: Omit<RowContent, 'testId' | 'item' | 'handle' | 'foot'> & RowTarget,
) {
  const { to, isCurrent = false, href, onClick, id, hasArrow = true, disabled = false } = props
  const { isExpanded } = props
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
      <button
        type="button"
        id={id}
        className="row-target"
        aria-expanded={isExpanded}
        disabled={disabled}
        onClick={onClick}
      >
        <Item {...props} hasArrow={hasArrow} />
      </button>
    )
  return <Item {...props} hasArrow={false} />
}

function Item(props: RowContent & { hasArrow: boolean }) {
  const { label, description, prefix, extra, hasArrow, children } = props
  return (
    <List.Item
      className={hasArrow ? 'has-arrow' : ''}
      title={label}
      description={description}
      prefix={prefix}
      extra={extra}
      arrowIcon={hasArrow && <Icon icon={ChevronRight} className="row-arrow" />}
    >
      {children}
    </List.Item>
  )
}
