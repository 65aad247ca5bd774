const storageKey = 'language'

/** The stored choice of language; null for none. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** Keeps the choice on this device. */
export function keepChosenLanguage(language: string): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // The choice then lasts as long as the page.
  }
}
