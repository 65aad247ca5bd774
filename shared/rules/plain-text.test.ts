import { expect, it } from 'vitest'
import { maxTextLength, plainText } from './plain-text.ts'

it('drops what turns round the text after it, and nothing else', () => {
  expect(plainText('采购\u202Efdp.合同\u202C\u2066a\u2069\u200Fb\u061C')).toBe('采购fdp.合同ab')
  const kept = '合同 عقد חוזה\n第二行 😀'
  expect(plainText(kept)).toBe(kept)
})

it('drops what only programs see, but for one selector behind an emoji', () => {
  const secret = '\uFE00\u{E0100}\u{E01EF}\uFE0F'
  expect(plainText(`采${secret}购\u2800\u3164\u115F合同1${secret}`)).toBe('采购合同1')
  expect(plainText('❤\uFE0F\uFE0E\uFE0F ok')).toBe('❤\uFE0F ok')
  const kept = '☎\uFE0E 1\uFE0F\u20E3 👩‍❤\uFE0F‍👨 👍🏽 🇨🇳'
  expect(plainText(kept)).toBe(kept)
})

it('cuts a long text, never within a character', () => {
  const longest = 'a'.repeat(maxTextLength)
  expect(plainText(longest)).toBe(longest)
  expect(plainText(`${longest}b`)).toBe(`${longest.slice(0, -1)}…`)
  const cut = plainText('a'.repeat(maxTextLength - 2) + '😀😀')
  expect(cut).toBe(`${'a'.repeat(maxTextLength - 2)}…`)
})
