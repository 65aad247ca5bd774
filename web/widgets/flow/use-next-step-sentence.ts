import type { NextStep } from '#shared/rules/situation/next-step.ts'
import { nextStepSentence } from '#shared/rules/words/next-step-sentence.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns `nextStepSentence` in the current language. */
export function useNextStepSentence(step: NextStep, now: number): string {
  return nextStepSentence(step, now, useWords(words.nextStep), useWords(words.time))
}
