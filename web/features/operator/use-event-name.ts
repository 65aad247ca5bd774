import { dingtalkEventNames } from '#shared/rules/words/corps.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useDevice } from '#web/i18n/device.ts'

/** Returns a function that describes a DingTalk event; an unknown one is shown by its type. */
export function useEventName(): (type: string) => string {
  const names = dingtalkEventNames[useDevice().language]
  return (type) => (hasWord(names, type) ? names[type] : type)
}
