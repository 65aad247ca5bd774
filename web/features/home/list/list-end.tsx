import Button from 'antd-mobile/es/components/button'
import InfiniteScroll from 'antd-mobile/es/components/infinite-scroll'
import { ApiError } from '#web/api/http/api-error.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

/** How far below the screen the end of the list may be for more to be loaded, CSS pixels. */
const threshold = 800

interface ListEndProps {
  /** Null while there is more to load. */
  total: number | null
  /** Why the next page was not loaded; null when nothing went wrong. */
  error: unknown
  /** Whether more may be loaded by itself. */
  hasMore: boolean
  onMore: () => Promise<unknown>
  /** Null where the search is of all flows, or there is none. */
  onSearchAll: (() => void) | null
}

/** What follows the last row: how many there are, that more come, or why not. */
export function ListEnd({ total, error, hasMore, onMore, onSearchAll }: ListEndProps) {
  const t = useWords(homeWords)
  const tPage = useWords(words.page)
  const tError = useWords(errorWords)
  const code = error instanceof ApiError ? error.code : 'internal-error'
  const more = async () => {
    await onMore()
  }
  return (
    <InfiniteScroll className="list-end" hasMore={hasMore} loadMore={more} threshold={threshold}>
      <p role="status">
        {error !== null && t.moreFailed({ trouble: tError[code] })}
        {error === null && (total === null ? t.moreLoading : total > 0 && t.total(total))}
      </p>
      {error !== null && (
        <Button size="small" loading="auto" onClick={more}>
          {tPage.retry}
        </Button>
      )}
      {error === null && total !== null && onSearchAll !== null && (
        <Button size="small" onClick={onSearchAll}>
          {t.searchAll}
        </Button>
      )}
    </InfiniteScroll>
  )
}
