import { describe, expect, it, vi } from 'vitest'
import { english } from './en.ts'
import * as zh from './zh.ts'

type Part = { part: string; chinese: Readonly<Record<string, unknown>>; translation: object }

/** What each part of the lazy pages was defined with. */
const { defined } = vi.hoisted(() => ({ defined: [] as Part[] }))

vi.mock('./words.ts', () => ({
  words: {},
  defineWords: (part: string, { zh: chinese, en }: { zh: Part['chinese']; en: object }) =>
    defined.push({ part, chinese, translation: en }),
}))

const lazyParts = import.meta.glob('../features/**/*-words.ts')
await Promise.all(Object.values(lazyParts).map((load) => load()))

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort()
}

function chineseText(word: unknown): string {
  if (typeof word === 'string') return word
  // A word with parameters is a transform that carries its text.
  if (typeof word === 'object' && word !== null && 'input' in word) return String(word.input)
  throw new Error('neither text nor a text with parameters')
}

function chineseOf(part: string): Part['chinese'] {
  return { ...Object.entries(zh).find(([name]) => name === `${part}Words`)?.[1] }
}

const parts: Part[] = [
  ...Object.entries(english).map(([part, translation]) => {
    return { part, chinese: chineseOf(part), translation }
  }),
  ...defined,
]

it('come with the lazy pages', () => {
  expect(defined.length).toBe(Object.keys(lazyParts).length)
  expect(defined.length).toBeGreaterThan(0)
})

describe.each(parts)('the English words of $part', ({ chinese, translation }) => {
  const texts: [string, string][] = Object.entries(translation)

  it('have the keys and placeholders of the Chinese ones', () => {
    expect(texts.map(([key]) => key).sort()).toEqual(Object.keys(chinese).sort())
    for (const [key, text] of texts)
      expect([key, placeholders(text)]).toEqual([key, placeholders(chineseText(chinese[key]))])
  })

  it('are never empty', () => {
    for (const [key, text] of texts) expect([key, text.trim()]).not.toEqual([key, ''])
  })
})
