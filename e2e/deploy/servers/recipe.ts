import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#scripts/built-app.mjs'

/**
 * A code block of docs/deployment.md.
 * @param language after its fence
 * @param part the text that tells it from others
 */
export function recipe(language: string, part: string): string {
  const page = readFileSync(join(root, 'docs', 'deployment.md'), 'utf8')
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  const found = blocks.filter(([, its, text = '']) => its === language && text.includes(part))
  if (found.length !== 1)
    throw new Error(`docs/deployment.md has ${found.length} ${language} blocks with ${part}.`)
  return found[0]?.[2] ?? ''
}

/**
 * A recipe with this machine's addresses and paths in place of those of the page.
 * @throws if the page no longer has one of them
 */
export function adapted(text: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((before, [theirs, ours]) => {
    if (!before.includes(theirs)) throw new Error(`docs/deployment.md no longer has ${theirs}.`)
    return before.replaceAll(theirs, ours)
  }, text)
}
