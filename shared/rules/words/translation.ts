/** The plural forms of a word. */
type CountedForms = { one: string; many: string }

/**
 * A translation has exactly the keys of the Chinese words; placeholders stay in braces. A word with
 * a count has a singular form.
 */
export type TranslationOf<Words> = {
  [Key in keyof Words]: Words[Key] extends (count: number) => string ? CountedForms : string
}
