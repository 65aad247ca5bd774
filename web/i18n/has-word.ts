/** Whether there is a word of that name, for names that come from outside. */
export function hasWord<Words extends object, Name extends string>(
  words: Words,
  name: Name,
): name is Name & keyof Words {
  return Object.hasOwn(words, name)
}
