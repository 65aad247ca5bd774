import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns a refresh handler for a button, which announces the result. */
export function useRefresh(read: () => Promise<{ isError: boolean }>): () => Promise<void> {
  const t = useWords(words.page)
  return async () => {
    const { isError } = await read()
    if (isError) notify(t.notRefreshed, 'fail')
    else notify(t.refreshed)
  }
}
