import { describe, expect, it } from 'vitest'
import { english } from './en.ts'
import * as zh from './zh.ts'

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort()
}

function chineseText(word: unknown): string {
  if (typeof word === 'string') return word
  // A word with parameters is a transform that carries its text.
  if (typeof word === 'object' && word !== null && 'input' in word) return String(word.input)
  throw new Error('neither text nor a text with parameters')
}

const parts = Object.entries(english)

describe.each(parts)('the English words of %s', (part, translation) => {
  const chinese: Record<string, unknown> = {
    ...Object.entries(zh).find(([name]) => name === `${part}Words`)?.[1],
  }

  it('have the placeholders of the Chinese ones', () => {
    expect(Object.keys(translation).length).toBeGreaterThan(0)
    for (const [key, text] of Object.entries(translation))
      expect([key, placeholders(text)]).toEqual([key, placeholders(chineseText(chinese[key]))])
  })

  it('are never empty', () => {
    for (const [key, text] of Object.entries(translation))
      expect([key, text.trim()]).not.toEqual([key, ''])
  })
})
