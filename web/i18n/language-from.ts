import type { Language } from '#shared/rules/languages.ts'

/**
 * The first language of the list that we speak, most wanted first (`zh-CN`, `zh_CN`, `en`, null
 * where a source says nothing). Chinese when none is.
 */
export function languageFrom(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const primary = tag?.toLowerCase().split(/[-_]/)[0]
    if (primary === 'zh' || primary === 'en') return primary
  }
  return 'zh'
}
