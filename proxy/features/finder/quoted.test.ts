import { expect, it } from 'vitest'
import { quoted } from './quoted.ts'

it('keeps a text on one line, without characters that hide or reorder', () => {
  expect(quoted(' 合同\r\n\u202Egnp.\u0000exe\u200B\u2028二 ')).toBe('合同 gnp. exe 二')
})

it('cuts at 200 characters, never within one', () => {
  expect(quoted('合'.repeat(200))).toBe('合'.repeat(200))
  expect(quoted('😀'.repeat(201))).toBe(`${'😀'.repeat(199)}…`)
})
