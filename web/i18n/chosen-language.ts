import { readStored, writeStored } from '#web/api/device-cache/stored.ts'

const storageKey = 'language'

/** The stored choice of language, or null. */
export const chosenLanguage = (): string | null => readStored(storageKey)

/** Stores the choice on this device; without storage it lasts as long as the page. */
export function keepChosenLanguage(language: string): void {
  writeStored(storageKey, language)
}
