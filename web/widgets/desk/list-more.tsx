import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'
import { ListNotRead, type ListQuery } from './desk-list.tsx'
import { deskWords } from './desk-words.ts'

type ListMoreProps = {
  reading: ListQuery<unknown> & { isFetchNextPageError: boolean }
  hasMore: boolean
  onMore: () => Promise<unknown>
}

/** The end of a list: an error, or a button for more. */
export function ListMore({ reading, hasMore, onMore }: ListMoreProps) {
  const t = useWords(deskWords)
  const { loading } = useWords(words.page)
  const { error, isFetchNextPageError, refetch } = reading
  if (error)
    return (
      <li className="desk-gap">
        <ListNotRead error={error} onRetry={isFetchNextPageError ? onMore : refetch} />
      </li>
    )
  if (!hasMore) return null
  return (
    <li className="desk-gap">
      <Button
        block
        fill="none"
        color="primary"
        loading="auto"
        loadingText={loading}
        onClick={async () => void (await onMore())}
      >
        {t.more}
      </Button>
    </li>
  )
}
