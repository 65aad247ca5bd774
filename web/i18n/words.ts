import { createI18n, type Translations } from '@nanostores/i18n'
import { atom, type ReadableAtom } from 'nanostores'
import { createContext, useContext } from 'react'
import { language } from './language.ts'
import { loadEnglish } from './load-english.ts'
import type { TranslationOf } from './translation.ts'
import {
  approvalWords,
  documentWords,
  errorWords,
  flowWords,
  nextStepWords,
  pageWords,
  signerWords,
  statusWords,
  timeWords,
} from './zh.ts'

const i18n = createI18n(language, {
  baseLocale: 'zh',
  cache: { zh: {}, en: {} },
  get: async () => {
    try {
      return (await loadEnglish()).english
    } catch {
      // Without a connection the words stay Chinese until English is chosen again.
      return {}
    }
  },
})

/** Chinese is part of the app; the words of the other language come when somebody reads it. */
export async function loadWords(): Promise<void> {
  if (language.get() === 'en') Object.assign(i18n.cache.en, (await loadEnglish()).english)
}

export const words = {
  approval: i18n('approval', approvalWords),
  document: i18n('document', documentWords),
  error: i18n('error', errorWords),
  flow: i18n('flow', flowWords),
  nextStep: i18n('nextStep', nextStepWords),
  page: i18n('page', pageWords),
  signer: i18n('signer', signerWords),
  status: i18n('status', statusWords),
  time: i18n('time', timeWords),
}

/** Words of a part that is not loaded with the first page; they come along with its code. */
export function defineWords<Chinese>(
  part: string,
  { zh, en }: { zh: Chinese & Translations; en: NoInfer<TranslationOf<Chinese>> },
): ReadableAtom<Chinese> {
  // Typed as if a part were one word.
  Object.assign(i18n.cache.en, { [part]: en })
  return i18n(part, zh)
}

/** Grows with each change of words. */
export const wordChanges = atom(0)

/** What `wordChanges` is; without a provider words do not follow a change of the language. */
export const WordChanges = createContext(0)

const followed = new Set<ReadableAtom<unknown>>()

/** The words of one part of the interface, in the current language; follows a change of it. */
export function useWords<Body extends Translations>(part: ReadableAtom<Body>): Body {
  // All who show words have one subscription together: a page has hundreds of places for them.
  if (!followed.has(part)) {
    followed.add(part)
    part.listen(() => wordChanges.set(wordChanges.get() + 1))
  }
  useContext(WordChanges)
  return part.get()
}
