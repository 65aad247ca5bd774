import { expect, it } from 'vitest'
import { maxTextLength, plainText } from './plain-text.ts'

it('drops what turns round the text after it, and nothing else', () => {
  expect(plainText('采购\u202Efdp.合同\u202C\u2066a\u2069\u200Fb\u061C')).toBe('采购fdp.合同ab')
  const kept = '合同 عقد חוזה\n第二行 😀'
  expect(plainText(kept)).toBe(kept)
})

it('cuts a long text, never within a character', () => {
  const longest = 'a'.repeat(maxTextLength)
  expect(plainText(longest)).toBe(longest)
  expect(plainText(`${longest}b`)).toBe(`${longest.slice(0, -1)}…`)
  const cut = plainText('a'.repeat(maxTextLength - 2) + '😀😀')
  expect(cut).toBe(`${'a'.repeat(maxTextLength - 2)}…`)
})
