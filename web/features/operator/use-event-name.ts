import { hasWord } from '#web/i18n/has-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Returns a function that describes a DingTalk event; an unknown one is shown by its type. */
export function useEventName(): (type: string) => string {
  const t = useWords(operatorWords)
  return (type) => {
    const name = `event/${type}` as const
    return hasWord(t, name) ? t[name] : type
  }
}
