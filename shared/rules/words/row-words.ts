import type { Language } from '#shared/rules/languages.ts'
import { params } from './template.ts'
import type { TranslationOf } from './translation.ts'

/** Who a contract waits for in a row of a list, and since when. */
const chinese = {
  rowWaited: params('已 {duration}'),
  rowWaiting: params('等 {people} 签署'),
  rowSeal: params('等 {people} 审批用印'),
}

const english: TranslationOf<typeof chinese> = {
  rowWaited: '{duration}',
  rowWaiting: 'Waiting for {people}',
  rowSeal: 'Seal approval by {people}',
}

export const rowWords = { zh: chinese, en: english } satisfies Record<Language, unknown>
