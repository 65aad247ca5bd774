/** The forms of a word that is counted. */
type CountedForms = { one: string; many: string }

/**
 * A translation has exactly the keys of the Chinese words; placeholders stay in braces. A word that
 * is counted has a form for one.
 */
export type TranslationOf<Words> = {
  [Key in keyof Words]: Words[Key] extends (count: number) => string ? CountedForms : string
}
