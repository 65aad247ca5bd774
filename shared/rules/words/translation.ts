type CountedForms = { one: string; many: string }

/** Exactly the keys of the Chinese words; placeholders stay in braces. */
export type TranslationOf<Words> = {
  [Key in keyof Words]: Words[Key] extends (count: number) => string ? CountedForms : string
}
