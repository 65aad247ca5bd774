import Button from 'antd-mobile/es/components/button'
import { Clock } from 'lucide'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type ListNoticeProps = {
  /** Why the list may be stale; null if it is only old. */
  trouble: Error | null
  fetchedAt: EpochMs
  now: number
  onRefresh: () => Promise<{ isError: boolean }>
}

/** Says how old the shown list is, and reads it again. */
export function ListNotice({ trouble, fetchedAt, now, onRefresh }: ListNoticeProps) {
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const tFlow = useWords(words.flow)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))(fetchedAt)
  const refresh = useRefresh(onRefresh)
  if (trouble !== null)
    return (
      <PageNotice
        rank="stale"
        action={<RetrySmall error={trouble} onRetry={onRefresh} fill="outline" />}
      >
        {t.stale({ trouble: failureIn(trouble, tError).reason, ago })}
      </PageNotice>
    )
  return (
    <PageNotice
      rank="stale"
      icon={Clock}
      action={
        <Button size="small" fill="outline" loading="auto" onClick={refresh}>
          {tPage.refresh}
        </Button>
      }
    >
      {tFlow.updatedAgo({ ago })}
    </PageNotice>
  )
}
