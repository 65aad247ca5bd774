import type { Language } from '#shared/rules/languages.ts'

/**
 * The first supported language of a list in order of preference (`zh-CN`, `zh_CN`, `en`, null for
 * an unknown source). Chinese if none is supported.
 */
export function languageFrom(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const primary = tag?.toLowerCase().split(/[-_]/)[0]
    if (primary === 'zh' || primary === 'en') return primary
  }
  return 'zh'
}
