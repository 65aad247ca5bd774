import { useCallback } from 'react'
import { useWords, words } from '#web/i18n/words.ts'
import type { TimelineKind } from './timeline.ts'

/** Returns a function that names a kind of operation. */
export function useKindLabel(): (kind: TimelineKind) => string {
  const t = useWords(words.timeline)
  const labels = useWords(words.logType)
  return (kind) => (kind === 'unknown' ? t.otherKinds : labels[kind])
}

/** Returns a function that names a person in the log; e签宝 calls itself 系统. */
export function useOperatorName(): (name: string) => string {
  const t = useWords(words.timeline)
  return useCallback((name) => (name === '系统' ? t.system : name), [t])
}
