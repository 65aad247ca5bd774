import { dingtalkEventNames } from '#shared/rules/words/corps.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useViewer } from '#web/i18n/viewer.ts'

/** Returns a function that describes a DingTalk event; an unknown one is shown by its type. */
export function useEventName(): (type: string) => string {
  const names = dingtalkEventNames[useViewer().language]
  return (type) => (hasWord(names, type) ? names[type] : type)
}
