import { describe, expect, it } from 'vitest'
import { escaped, linked } from './markdown.ts'
import { languageOf } from './robot-words.ts'

describe('the language of a question', () => {
  it.each([
    ['采购合同', 'zh'],
    ['purchase contract', 'en'],
    ['help', 'en'],
    ['NDA 合同', 'zh'],
    ['PRO-2026', 'zh'],
    ['PRO-SANDBOX-SIGNING', 'zh'],
    ['https://contracts.example/flows/PRO-1?corpId=ding1', 'zh'],
    ['look at https://contracts.example/flows/PRO-1', 'en'],
    [null, 'zh'],
    ['?', 'zh'],
  ])('of %j is %s', (text, language) => {
    expect(languageOf(text)).toBe(language)
  })
})

describe('what others wrote', () => {
  it.each([
    ['[打开](https://evil.test)', '\\[打开\\]\\(https:\u200B//evil.test\\)'],
    ['**粗** # > @all', '\\*\\*粗\\*\\* \\# \\> \\@all'],
    ['a\\](b', 'a\\\\\\]\\(b'],
    ['www.evil.test', 'www.\u200Bevil.test'],
    ['采购合同', '采购合同'],
  ])('%j stays text', (text, markdown) => {
    expect(escaped(text)).toBe(markdown)
  })

  it('cannot leave the link that it names', () => {
    expect(linked('](https://evil.test) [', 'https://ours.test')).toBe(
      '[\\]\\(https:\u200B//evil.test\\) \\[](https://ours.test)',
    )
  })
})
