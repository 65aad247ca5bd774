import { useCallback } from 'react'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns a function that names a person in the log; e签宝 calls itself 系统. */
export function useOperatorName(): (name: string) => string {
  const t = useWords(words.timeline)
  return useCallback((name) => (name === '系统' ? t.system : name), [t])
}
