import { statusNames } from '#shared/rules/codes/flow-status-names.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { Language } from '#shared/rules/languages.ts'
import { otherStatus as otherInEnglish } from './en.ts'
import { otherStatus } from './zh.ts'

/** The status of a flow in files and messages; pages use `words.status`. */
export function statusText(
  status: FlowStatus,
  language: Language,
  /** e签宝's own value, shown if we have no word for it. */
  code: number | string | null = null,
): string {
  const names: Partial<Record<FlowStatus, string>> = statusNames[language]
  const name = names[status]
  if (name !== undefined) return name
  const word = language === 'zh' ? otherStatus : otherInEnglish
  if (code === null) return word
  return language === 'zh' ? `${word}（${code}）` : `${word} (${code})`
}
