import Button from 'antd-mobile/es/components/button'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { ListEnd } from '#web/components/list/list-end.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

interface FlowListEndProps {
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

/** What follows the last flow: how many there are, that more come, or why not. */
export function FlowListEnd({ total, error, hasMore, onMore, onSearchAll }: FlowListEndProps) {
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const count = total === null ? t.moreLoading : total > 0 && t.total(total)
  return (
    <ListEnd
      hasMore={hasMore}
      isFailed={error !== null}
      onMore={onMore}
      text={error === null ? count : t.moreFailed({ trouble: failureIn(error, tError).reason })}
    >
      {error === null && total !== null && onSearchAll !== null && (
        <Button size="small" onClick={onSearchAll}>
          {t.searchAll}
        </Button>
      )}
    </ListEnd>
  )
}
