import { expect, it } from 'vitest'
import { isPagePath } from '#shared/rules/page-path.ts'
import { routes } from './routes.ts'

it.each(Object.values(routes).map(({ path }) => path))(
  'the proxy knows %s as one of our pages',
  (path) => {
    expect(isPagePath(path.replace(/:\w+\??/, 'PRO-1'))).toBe(true)
    if (path.endsWith('?')) expect(isPagePath(path.replace(/\/:\w+\?/, ''))).toBe(true)
  },
)

it.each(['/nothing', '/flows', '/flows/PRO-1/documents', '//evil.example', '/api/config'])(
  'the proxy does not take %s for one',
  (path) => expect(isPagePath(path)).toBe(false),
)
