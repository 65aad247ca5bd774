import {
  maxTitleLength,
  withoutSpecialCharacters,
} from '#shared/rules/start-flow/start-flow-rules.ts'

/**
 * A title from a file name: without extension and without characters that titles may not contain.
 */
export function titleFromFile(name: string): string {
  const start = name.replace(/\.[^.]+$/, '').slice(0, maxTitleLength)
  return withoutSpecialCharacters(start).trim()
}
