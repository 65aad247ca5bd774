import { hasWord } from '#web/i18n/has-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Gives a function that says what an event of DingTalk was; those that have no words go by their name. */
export function useEventName(): (type: string) => string {
  const t = useWords(operatorWords)
  return (type) => {
    const name = `event/${type}` as const
    return hasWord(t, name) ? t[name] : type
  }
}
