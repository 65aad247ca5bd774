const chinese = /[\u3400-\u9fff]/g

/**
 * The last two characters of a Chinese name, else two initials; of numbered names, the last
 * character with the number.
 */
export function shortName(name: string): string {
  const numbered = /[\u3400-\u9fff]\d{1,2}$/.exec(name)
  if (numbered !== null) return numbered[0]
  const characters = name.match(chinese)
  if (characters !== null) return characters.slice(-2).join('')
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const last = rest[rest.length - 1] ?? first.slice(1)
  return (initial(first) + initial(last)).toUpperCase()
}

/** The first character; some take two code units. */
const initial = (word: string) => word.match(/^./u)?.[0] ?? ''

/** How many colours avatars have. */
const colours = 6

/** The number of the colour of a name, always the same. */
export function colourOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % colours
}
