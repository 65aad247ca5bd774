import { expect, it } from 'vitest'
import { importsOf, testsBeside, testsThatImport } from './test-quick.mjs'

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

const importers = new Map([
  ['web/features/home/list.tsx', ['web/features/home/home-page.tsx']],
  ['web/features/home/home-page.tsx', ['web/app/routes.ts', 'e2e/pages/home.test.tsx']],
  ['web/app/routes.ts', ['e2e/pages/start.test.tsx', 'e2e/pages/me.test.tsx']],
  ['shared/a.ts', ['shared/b.ts', 'shared/a.test.ts']],
  ['shared/b.ts', ['shared/a.ts', 'shared/b.test.ts', 'shared/c.test.ts']],
])

it('finds the tests that import a change, but not by the whole page', () => {
  expect(testsThatImport(['web/features/home/list.tsx'], importers)).toEqual({
    tests: ['e2e/pages/home.test.tsx'],
    isAll: true,
  })
})

it('takes the nearest of many tests that import a change', () => {
  expect(testsThatImport(['shared/a.ts'], importers, 2)).toEqual({
    tests: ['shared/a.test.ts'],
    isAll: false,
  })
})

it('finds what a file imports', () => {
  const text = `import type { A } from './a.ts'\nimport '../b.css'\nconst c = import('#web/c.ts')
export * from "#shared/d.ts"
import {
  e,
} from 'e'`
  const found = ['web/x/a.ts', 'web/b.css', 'web/c.ts', 'shared/d.ts']
  expect(importsOf('web/x/y.ts', text).toSorted()).toEqual(found.toSorted())
})
