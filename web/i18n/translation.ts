/** A translation has exactly the keys of the Chinese words; placeholders stay in braces. */
export type TranslationOf<Words> = { [Key in keyof Words]: string }
