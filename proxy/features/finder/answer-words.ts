import { duration, sentence } from '#shared/rules/words/en.ts'
import type { Language } from '#shared/rules/languages.ts'
import { params, spoken } from '#shared/rules/words/template.ts'
import { rowWords } from '#shared/rules/words/row-words.ts'
import type { TranslationOf } from '#shared/rules/words/translation.ts'
import { durationWords, sentenceWords } from '#shared/rules/words/zh.ts'

const chinese = {
  untitled: '（无标题）',
  ...rowWords.zh,
  deadline: params('{time} 截止'),
  byNameOnly: '仅按姓名匹配，可能不是您',
  /** Also for a contract that the asker may not see. */
  nothing: '没有找到您可以查看的合同。可以换个标题、姓名、企业或任务编号再试。',
  nothingWaiting: '现在没有等您处理的合同。',
  nothingStuck: '现在没有签署中的合同。',
}

const english: TranslationOf<typeof chinese> = {
  untitled: '(untitled)',
  ...rowWords.en,
  deadline: 'due {time}',
  byNameOnly: 'matched by name alone, so it may not be you',
  nothing:
    'No contract found that you may see. Try another title, person, company or task id instead.',
  nothingWaiting: 'No contract waits for you now.',
  nothingStuck: 'No contract is being signed now.',
}

/** The words of answers; what is next is said in those of the page. */
export const answerWords = {
  zh: spoken(chinese),
  en: spoken(chinese, english),
} satisfies Record<Language, unknown>

export const sentences = {
  zh: { sentence: spoken(sentenceWords), duration: spoken(durationWords) },
  en: {
    sentence: spoken(sentenceWords, sentence),
    duration: spoken(durationWords, duration),
  },
} satisfies Record<Language, unknown>
