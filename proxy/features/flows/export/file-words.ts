import { statusNames } from '#shared/rules/codes/flow-status-names.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'

const unknown = { zh: '未知状态', en: 'Unknown status' } as const

/** @param code e签宝's own value, shown if we have no word for it; null for none */
export function statusText(
  status: FlowStatus,
  code: number | string | null,
  language: FileLanguage,
): string {
  const names: Partial<Record<FlowStatus, string>> = statusNames[language]
  const name = names[status]
  if (name !== undefined) return name
  const word = unknown[language]
  if (code === null) return word
  return language === 'zh' ? `${word}（${code}）` : `${word} (${code})`
}
