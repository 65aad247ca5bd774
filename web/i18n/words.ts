import antdChinese from 'antd-mobile/es/locales/zh-CN'
import type { Language } from '#shared/rules/languages.ts'
import { loadAgain } from '#web/api/http/load-again.ts'
import { loadEnglish } from './load-english.ts'
import { spoken } from '#shared/rules/words/template.ts'
import type { TranslationOf } from '#shared/rules/words/translation.ts'
import { useDevice } from './device.ts'
import {
  approvalWords,
  documentWords,
  flowWords,
  logTypeWords,
  navigationWords,
  nextStepWords,
  pageWords,
  signerWords,
  signWords,
  stageWords,
  statusWords,
  timelineWords,
  timeWords,
} from './zh.ts'

/** The words of one part of the interface. */
export type Part<Body> = {
  zh: Body
  /** Null until loaded. */
  en: Body | null
}

/** A part whose English words are added later by `addEnglish`. */
function part<Body extends object>(chinese: Body): Part<Body> & { chinese: Body } {
  return { chinese, zh: spoken(chinese), en: null }
}

/** The parts of the first load. */
export const words = {
  approval: part(approvalWords),
  document: part(documentWords),
  flow: part(flowWords),
  logType: part(logTypeWords),
  navigation: part(navigationWords),
  nextStep: part(nextStepWords),
  page: part(pageWords),
  sign: part(signWords),
  signer: part(signerWords),
  stage: part(stageWords),
  status: part(statusWords),
  time: part(timeWords),
  timeline: part(timelineWords),
}

/** antd-mobile's built-in labels. */
export const antdWords: Part<typeof antdChinese> = { zh: antdChinese, en: null }

/** The words of a lazy part, which are loaded with its code. */
export function defineWords<Chinese extends object>({
  zh,
  en,
}: {
  zh: Chinese
  en: NoInfer<TranslationOf<Chinese>>
}): Part<Chinese> {
  return { zh: spoken(zh), en: spoken(zh, en) }
}

type English = Readonly<Record<keyof typeof words, object>>

/** Adds the English words of the first load. */
export function addEnglish(loaded: { english: English; antdEnglish: typeof antdChinese }): void {
  const { english, antdEnglish } = loaded
  antdWords.en = antdEnglish
  const parts: Readonly<Record<string, Part<object> & { chinese: object }>> = words
  const translations: Readonly<Record<string, object>> = english
  for (const [name, each] of Object.entries(parts))
    each.en ??= spoken(each.chinese, { ...translations[name] })
}

/** Loads the words of a language; Chinese is bundled with the app. */
export async function loadWords(language: Language): Promise<void> {
  if (language === 'en') addEnglish(await loadAgain(loadEnglish))
}

/** The words of a part in a language; Chinese until English is loaded. */
export function wordsOf<Body>(of: Part<Body>, language: Language): Body {
  return of[language] ?? of.zh
}

/** The words of a part in the page's current language. */
export function useWords<Body>(of: Part<Body>): Body {
  return wordsOf(of, useDevice().language)
}
