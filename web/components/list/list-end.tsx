import InfiniteScroll from 'antd-mobile/es/components/infinite-scroll'
import type { ReactNode } from 'react'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import './virtual-rows.css'

/** The next page is loaded when the end is so near to the screen, CSS pixels. */
const threshold = 800

interface ListEndProps {
  /** Whether more may be loaded by itself. */
  hasMore: boolean
  /** Whether the next page was not loaded. */
  isFailed: boolean
  onMore: () => Promise<unknown>
  /** The count, that more come, or why not. */
  text: ReactNode
  /** A button beside that. */
  children?: ReactNode
}

/** What follows the last row of a list that grows as one scrolls. */
export function ListEnd({ hasMore, isFailed, onMore, text, children }: ListEndProps) {
  const more = async () => {
    await onMore()
  }
  return (
    <InfiniteScroll className="list-end" hasMore={hasMore} loadMore={more} threshold={threshold}>
      <p role="status">{text}</p>
      {isFailed && <RetrySmall onRetry={onMore} />}
      {children}
    </InfiniteScroll>
  )
}
