import { describe, expect, it, vi } from 'vitest'
import { english } from './en.ts'
import * as zh from './zh.ts'

type Part = { chinese: Readonly<Record<string, unknown>>; translation: object }

/** The words that each lazy part has defined. */
const { defined } = vi.hoisted(() => ({ defined: [] as Part[] }))

vi.mock('./words.ts', () => ({
  words: {},
  defineWords: ({ zh: chinese, en }: { zh: Part['chinese']; en: object }) =>
    defined.push({ chinese, translation: en }),
}))

const lazyParts = import.meta.glob('../{components,features,widgets}/**/*-words.ts')
const lazyWords = Object.entries(lazyParts)
// Sequential, because each part defines its words when it is loaded.
for (const [, load] of lazyWords) await load()

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort()
}

/** The texts of a word; a word with a count has several. */
function textsOf(word: unknown): string[] {
  if (typeof word === 'string') return [word]
  if (typeof word !== 'object' || word === null) throw new Error('a word without text')
  // A word with parameters or a count is a transform around its text.
  return 'input' in word ? textsOf(word.input) : Object.values(word).flatMap(textsOf)
}

function chineseOf(part: string): Part['chinese'] {
  return { ...Object.entries(zh).find(([name]) => name === `${part}Words`)?.[1] }
}

const parts = [
  ...Object.entries(english).map(([part, translation]) => {
    return { part, chinese: chineseOf(part), translation }
  }),
  ...lazyWords.map(([file], index) => ({
    part: file,
    chinese: {},
    translation: {},
    ...defined[index],
  })),
]

it('are loaded with the lazy pages', () => {
  expect(defined.length).toBe(Object.keys(lazyParts).length)
  expect(defined.length).toBeGreaterThan(0)
})

describe.each(parts)('the English words of $part', ({ chinese, translation }) => {
  const texts: [string, string][] = Object.entries(translation).flatMap(([key, word]) =>
    textsOf(word).map((text): [string, string] => [key, text]),
  )

  it('have the same keys and placeholders as the Chinese ones', () => {
    expect(Object.keys(translation).sort()).toEqual(Object.keys(chinese).sort())
    for (const [key, text] of texts)
      for (const original of textsOf(chinese[key]))
        // "Once" is its count.
        if (!/\bonce$/.test(text))
          expect([key, placeholders(text)]).toEqual([key, placeholders(original)])
  })

  it('are in British English, as the rest of the project', () => {
    // But for the name of a header.
    const american =
      /(?<!the header )\b\w{3,}iz(e[ds]?|ing|ation)\b(?!: Bearer)|\b(center|color|license|behavior|canceled)/i
    for (const [key, text] of texts)
      expect([key, american.exec(text)?.[0]]).toEqual([key, undefined])
  })

  it('are never empty', () => {
    for (const [key, text] of texts) expect([key, text.trim()]).not.toEqual([key, ''])
  })
})
