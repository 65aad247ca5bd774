import { createI18n, type Translations } from '@nanostores/i18n'
import type { ReadableAtom } from 'nanostores'
import { useSyncExternalStore } from 'react'
import { english } from './en.ts'
import { language } from './language.ts'
import {
  approvalWords,
  documentWords,
  errorWords,
  flowWords,
  homeWords,
  logTypeWords,
  nextStepWords,
  pageWords,
  signerWords,
  signInWords,
  statusWords,
  timeWords,
} from './zh.ts'

const i18n = createI18n(language, {
  baseLocale: 'zh',
  cache: { zh: {}, en: english },
  // Both languages are in the bundle, so there is nothing to load.
  get: () => Promise.resolve({}),
})

export const words = {
  approval: i18n('approval', approvalWords),
  document: i18n('document', documentWords),
  error: i18n('error', errorWords),
  flow: i18n('flow', flowWords),
  home: i18n('home', homeWords),
  logType: i18n('logType', logTypeWords),
  nextStep: i18n('nextStep', nextStepWords),
  page: i18n('page', pageWords),
  signer: i18n('signer', signerWords),
  signIn: i18n('signIn', signInWords),
  status: i18n('status', statusWords),
  time: i18n('time', timeWords),
}

/** The words of one part of the interface, in the current language; follows a change of it. */
export function useWords<Body extends Translations>(part: ReadableAtom<Body>): Body {
  return useSyncExternalStore(
    (changed) => part.listen(changed),
    () => part.get(),
  )
}
