import { ApiError } from '#web/api/http/api-error.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

interface ListEndProps {
  /** Null while there is more to load. */
  total: number | null
  /** Why the next page was not loaded; null when nothing went wrong. */
  error: unknown
  onRetry: () => Promise<unknown>
  /** Null where the search is of all flows, or there is none. */
  onSearchAll: (() => void) | null
}

/** What follows the last row: how many there are, that more come, or why not. */
export function ListEnd({ total, error, onRetry, onSearchAll }: ListEndProps) {
  const t = useWords(homeWords)
  const tPage = useWords(words.page)
  const tError = useWords(words.error)
  const code = error instanceof ApiError ? error.code : 'internal-error'
  return (
    <div className="list-end">
      <p role="status">
        {error !== null && t.moreFailed({ trouble: tError[code] })}
        {error === null && (total === null ? t.moreLoading : t.total({ count: total }))}
      </p>
      {error !== null && (
        <button type="button" className="link-button" onClick={() => void onRetry()}>
          {tPage.retry}
        </button>
      )}
      {error === null && total !== null && onSearchAll !== null && (
        <button type="button" className="link-button" onClick={onSearchAll}>
          {t.searchAll}
        </button>
      )}
    </div>
  )
}
