import { useWords, words } from '#web/i18n/words.ts'
import type { HeavyParts } from './heavy.ts'
import { notify } from './notify.ts'
import { useHeavy } from './use-heavy.ts'

/** The heavy parts for an open dialog. If loading fails, a text says so and the dialog closes. */
export function useDialogParts(open: boolean, onClose: () => void): HeavyParts | null {
  const t = useWords(words.page)
  return useHeavy(open, () => {
    notify(t.noNetwork, 'fail')
    onClose()
  })
}
