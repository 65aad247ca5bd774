import { describe, expect, it } from 'vitest'
import { isReturnPath, readReturn } from './return-page.ts'

describe('a path to return to', () => {
  it.each(['/', '/me', '/admin', '/start', '/flows/PRO-1'])('may be %s', (path) => {
    expect(isReturnPath(path)).toBe(true)
  })

  it.each([
    '',
    'me',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/me?x',
    '/flows/',
    '/flows/a/b',
    '/x/flows/PRO-1',
    '/flows/..',
    '/api/me',
  ])('may not be %j', (path) => expect(isReturnPath(path)).toBe(false))
})

describe('a return', () => {
  const page = 'https://app.example/admin?corpId=ding1&returned=authorise'

  it.each([
    ['', 'unknown'],
    ['&status=SUCCESS&taskid=AUTH-1', 'success'],
    ['/status=SUCCESS&taskid=AUTH-1', 'success'],
    ['?status=FAIL&taskid=AUTH-1', 'failure'],
    ['&status=FALL', 'failure'],
    ['#status=success', 'success'],
    ['&status=SOMETHING', 'unknown'],
  ] as const)('with %j is a %s', (glued, outcome) => {
    expect(readReturn(page + glued)).toEqual({ from: 'authorise', outcome })
  })

  it('is none without our marker', () => {
    expect(readReturn('https://app.example/admin?status=SUCCESS')).toBeNull()
    expect(readReturn('https://app.example/admin?returned=constructor')).toBeNull()
  })
})
