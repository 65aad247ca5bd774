import { useSyncExternalStore } from 'react'
import { language } from './language.ts'
import type { Language } from './language-from.ts'

/** The interface language; follows a change of it. */
export function useLanguage(): Language {
  return useSyncExternalStore(
    (changed) => language.listen(changed),
    () => language.get(),
  )
}
