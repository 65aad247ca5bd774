/** Whether there is a word with this name, for names from outside. */
export function hasWord<Words extends object, Name extends string>(
  words: Words,
  name: Name,
): name is Name & keyof Words {
  return Object.hasOwn(words, name)
}
