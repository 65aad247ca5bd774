// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import type { ApiError as ApiErrorClass } from '#web/api/http/api-error.ts'

const fetchMock = vi.fn<typeof fetch>()
let reportError: (error: unknown) => void
let ApiError: typeof ApiErrorClass

beforeEach(async () => {
  fetchMock.mockReset()
  fetchMock.mockResolvedValue(new Response(null, { status: 204 }))
  vi.stubGlobal('fetch', fetchMock)
  // A fresh module stands for a freshly opened page.
  vi.resetModules()
  ;({ reportError } = await import('./report-error.ts'))
  ;({ ApiError } = await import('#web/api/http/api-error.ts'))
})

function sent(): unknown[] {
  return fetchMock.mock.calls.map(([path, init]) => {
    expect(path).toBe('/api/client-errors')
    const body: unknown = init?.body
    return typeof body === 'string' ? JSON.parse(body) : body
  })
}

function failing(): Error {
  const error = new TypeError('no logs')
  error.stack = `TypeError: no logs
    at f (https://a.example/assets/app-AbCd_-12.js:1:234)
    at https://a.example/flows/PRO-1?corpId=c1&access=x:70:12
g@https://a.example/assets/react-AbCd_-12.js:3:4`
  return error
}

it('reports only the first error, with its places only', () => {
  document.head.innerHTML = '<link data-part="app" href="/assets/app-AbCd_-12.js">'
  reportError(failing())
  reportError(new RangeError('what follows'))
  expect(sent()).toEqual([
    {
      name: 'TypeError',
      message: 'no logs',
      build: 'app-AbCd_-12.js',
      places: ['/assets/app-AbCd_-12.js:1:234', '/:70:12', '/assets/react-AbCd_-12.js:3:4'],
    },
  ])
})

it.each([new DOMException('left', 'AbortError'), 'a text', null, undefined])(
  'does not report what is no error of the page: %s',
  (error) => {
    reportError(error)
    expect(fetchMock).not.toHaveBeenCalled()
  },
)

it('does not report a failure that the page expects', () => {
  reportError(new ApiError('offline', ''))
  expect(fetchMock).not.toHaveBeenCalled()
})
