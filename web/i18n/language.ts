import { atom } from 'nanostores'
import { dingTalkLanguage } from '../dingtalk/client-language.ts'
import { type Language, languageFrom } from './language-from.ts'

const storageKey = 'language'

function chosen(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** The interface language: what the person chose here, else what the client speaks. */
export const language = atom<Language>(
  languageFrom([chosen(), dingTalkLanguage, ...(navigator.languages ?? [navigator.language])]),
)

language.subscribe((value) => {
  document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en'
})

/** Changes the language and keeps the choice on this device. */
export function chooseLanguage(value: Language): void {
  language.set(value)
  try {
    localStorage.setItem(storageKey, value)
  } catch {
    // The choice then lasts as long as the page.
  }
}
