import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { isTouchScreen } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** Reads the lists on screen again, for people who cannot pull. */
export function RefreshLists() {
  const t = useWords(words.page)
  const client = useQueryClient()
  const refresh = useRefresh(() => readAgain(client, [['flows']]))
  const isBusy = useIsFetching({ queryKey: ['flows'] }) > 0
  if (isTouchScreen()) return null
  return (
    <IconButton
      icon={RefreshCw}
      label={t.refresh}
      loading={false}
      isBusy={isBusy}
      onClick={() => void refresh()}
    />
  )
}
