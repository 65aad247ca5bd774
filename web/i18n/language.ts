import { atom } from 'nanostores'
import type { Language } from '#shared/rules/languages.ts'
import { dingTalkLanguage } from '#web/dingtalk/client-language.ts'
import { chosenLanguage, keepChosenLanguage } from './chosen-language.ts'
import { languageFrom } from './language-from.ts'

/** The interface language: the person's choice, else the client's language. */
export const language = atom<Language>(
  languageFrom([dingTalkLanguage, ...(navigator.languages ?? [navigator.language])]),
)

const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en' }

language.subscribe((value) => {
  document.documentElement.lang = tags[value]
})

/**
 * Applies the stored choice. Reading storage takes a slow phone 20 ms, so the boot script does it
 * after sending the first call.
 */
export function applyChosenLanguage(): void {
  const wanted = chosenLanguage()
  if (wanted !== null) language.set(languageFrom([wanted]))
}

/** Changes the language and stores the choice on this device. */
export function chooseLanguage(value: Language): void {
  language.set(value)
  keepChosenLanguage(value)
}
