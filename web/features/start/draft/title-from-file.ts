import { longestTitle, withoutSpecialCharacters } from '#shared/rules/start-flow-rules.ts'

/** A title made of a file's name: without its extension and what titles may not hold. */
export function titleFromFile(name: string): string {
  const start = name.replace(/\.[^.]+$/, '').slice(0, longestTitle)
  return withoutSpecialCharacters(start).trim()
}
