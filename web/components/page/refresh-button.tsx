import { RefreshCw } from 'lucide'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { useRefresh } from './use-refresh.ts'

type RefreshButtonProps = {
  isRefreshing: boolean
  onRefresh: () => Promise<{ isError: boolean }>
}

/** Reads a page again where it cannot be pulled; with touch, 更多 has it. */
export function RefreshButton({ isRefreshing, onRefresh }: RefreshButtonProps) {
  const t = useWords(words.page)
  const refresh = useRefresh(onRefresh)
  return (
    <span className="no-touch">
      <IconButton
        icon={RefreshCw}
        label={t.refresh}
        loading={isRefreshing}
        onClick={() => void refresh()}
      />
    </span>
  )
}
