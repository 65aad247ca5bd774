import { transform } from '@nanostores/i18n'

/** The forms of a word that is counted; Chinese has one. */
type Forms = { one?: string; many: string }

/**
 * Words with `{count}` in them. In place of the package's own, which asks `Intl.PluralRules` for the
 * form each time: 13 ms on a slow phone before the first page, and neither language needs it.
 */
export const count = transform<[number], Forms, string>((_locale, { one, many }, number) => {
  const form = number === 1 ? (one ?? many) : many
  return form.replace(/\{count\}/g, String(number))
})
