import { beforeAll, expect, it } from 'vitest'
import { loadWords, wordsOf } from '#web/i18n/words.ts'
import { errorWords } from './error-words.ts'

beforeAll(() => loadWords('en'))

it('counts the seconds until the next attempt', () => {
  expect(wordsOf(errorWords, 'en').retryIn(1)).toBe('You can try again in 1 second')
  expect(wordsOf(errorWords, 'en').retryIn(30)).toBe('You can try again in 30 seconds')
  expect(wordsOf(errorWords, 'zh').retryIn(1)).toBe('1 秒后可重试')
})
