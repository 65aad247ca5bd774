import { ApiError } from '#web/api/http/api-error.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

interface ListFreshnessProps {
  /** Epoch milliseconds by this device's clock. */
  fetchedAt: number
  now: number
  /** Why the last attempt to read it again failed; null when it did not. */
  error: unknown
  isRefreshing: boolean
  onRefresh: () => Promise<unknown>
}

/** How old the list is, and a way to renew it that needs no gesture. */
export function ListFreshness(props: ListFreshnessProps) {
  const { fetchedAt, now, error, isRefreshing, onRefresh } = props
  const t = useWords(homeWords)
  const tPage = useWords(words.page)
  const tError = useWords(words.error)
  const ago = useAgo(Math.max(now, fetchedAt))
  const code = error instanceof ApiError ? error.code : 'internal-error'
  return (
    <div className="list-freshness">
      <span className="is-urgent" role="status">
        {error !== null && t.notUpdated({ trouble: tError[code] })}
      </span>
      {error === null && <span>{t.updatedAgo({ ago: ago(fetchedAt) })}</span>}
      <button
        type="button"
        className="link-button"
        disabled={isRefreshing}
        onClick={() => void onRefresh()}
      >
        {isRefreshing ? tPage.refreshing : error === null ? tPage.refresh : tPage.retry}
      </button>
    </div>
  )
}
