import { useCallback } from 'react'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns a function that names a person in the log; e签宝 calls itself 系统. */
export function useOperatorName(): (name: string) => string {
  const t = useWords(words.timeline)
  return useCallback((name) => (name === '系统' ? t.system : name), [t])
}

/** What happened; of an unknown operation, e签宝's number. */
export function logTypeText(
  type: LogType,
  code: string | null,
  t: typeof words.logType.zh,
): string {
  const known = knownWord(t, type)
  return known === 'unknown' ? t.unknown({ code: code ?? '?' }) : t[known]
}
