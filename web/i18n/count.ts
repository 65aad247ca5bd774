import { transform } from '@nanostores/i18n'

/** The plural forms of a word; Chinese has one. */
type Forms = { one?: string; many: string }

/**
 * Words with `{count}`. The package's own function uses `Intl.PluralRules`, which takes a slow
 * phone 13 ms before the first page and which neither language needs.
 */
export const count = transform<[number], Forms, string>((_locale, { one, many }, number) => {
  const form = number === 1 ? (one ?? many) : many
  return form.replace(/\{count\}/g, String(number))
})
