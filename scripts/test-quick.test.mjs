import { expect, it } from 'vitest'
import { testsBeside } from './test-quick.mjs'

/** @type {Record<string, string[]>} */
const folders = {
  'web/api': ['api.ts'],
  'web/api/http': ['http.ts', 'http.test.ts'],
  'web/api/http/deep/deeper': ['part.ts'],
  proxy: ['app.ts', 'app.test.ts'],
}

it.each([
  ['web/api/http/http.ts', 'web/api/http/'],
  ['web/api/http/deep/deeper/part.ts', 'web/api/http/'],
  ['web/api/http/http.test.ts', 'web/api/http/http.test.ts'],
  ['proxy/features/live/gone.ts', 'proxy/'],
  ['web/api/api.ts', undefined],
  ['package.json', undefined],
])('finds the tests beside %s', (file, tests) => {
  expect(testsBeside(file, (folder) => folders[folder] ?? [])).toBe(tests)
})
