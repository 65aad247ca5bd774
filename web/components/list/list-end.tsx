import InfiniteScroll from 'antd-mobile/es/components/infinite-scroll'
import type { ReactNode } from 'react'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import './virtual-rows.css'

/** The next page is loaded when the end is this close to the screen; CSS pixels. */
const threshold = 800

type ListEndProps = {
  /** Whether more can be loaded on scrolling. */
  hasMore: boolean
  /** Why loading the next page has failed; null if it has not. */
  failure: unknown
  onMore: () => Promise<unknown>
  /** Says how many there are, that more is loading, or why it is not. */
  text: ReactNode
  /** A button next to the text. */
  children?: ReactNode
}

/** The end of a list with infinite scrolling. */
export function ListEnd({ hasMore, failure, onMore, text, children }: ListEndProps) {
  const more = async () => void (await onMore())
  return (
    <InfiniteScroll className="list-end" hasMore={hasMore} loadMore={more} threshold={threshold}>
      <p role="status">{text}</p>
      {failure !== null && <RetrySmall error={failure} onRetry={onMore} />}
      {children}
    </InfiniteScroll>
  )
}
