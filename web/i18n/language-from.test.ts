import { expect, it } from 'vitest'
import { languageFrom } from './language-from.ts'

it('takes the first language that the app has', () => {
  expect(languageFrom([null, undefined, 'en-US', 'zh-CN'])).toBe('en')
  expect(languageFrom(['zh_CN', 'en'])).toBe('zh')
  expect(languageFrom(['zh-Hans-CN'])).toBe('zh')
  expect(languageFrom(['fr-FR', 'en-GB'])).toBe('en')
})

it('falls back to Chinese', () => {
  expect(languageFrom([])).toBe('zh')
  expect(languageFrom(['*', 'ja', null])).toBe('zh')
})
