import { sql, type SQL } from 'drizzle-orm'
import { storable } from '#proxy/base/store/columns.ts'

/** Longer names are found only by their beginning. */
const maxNameLength = 200

/** Every character and every pair of adjacent characters: an index on them finds substrings. */
export function gramsOf(text: string): string[] {
  const characters = Array.from(text.toLowerCase().slice(0, maxNameLength).trim())
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`)
  return [...new Set([...characters, ...pairs])]
}

/**
 * The grams that any text with this substring has; only pairs if there are any, as they are rarer.
 */
export function gramsToFind(part: string): string[] {
  const all = gramsOf(part)
  return all.length > 1 ? all.filter((gram) => Array.from(gram).length > 1) : all
}

export function gramsArray(name: string | null | undefined): SQL {
  const all = gramsOf(storable(name ?? ''))
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(all)}::jsonb))`
}
