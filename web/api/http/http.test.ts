// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Http } from './http.ts'

const http = new Http('c1')
const fetchMock = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock)
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  fetchMock.mockReset()
})

function answers(status: number, body: string): void {
  fetchMock.mockResolvedValue(new Response(status === 204 ? null : body, { status }))
}

describe('a call', () => {
  it('returns the parsed answer', async () => {
    answers(200, '{"a":1,"b":2}')
    await expect(http.json('/api/x')).resolves.toEqual({ a: 1, b: 2 })
  })

  it('keeps the build that the answer names', async () => {
    fetchMock.mockResolvedValue(Response.json({}, { headers: { 'x-release': 'b2' } }))
    await http.json('/api/x')
    expect(http.release).toBe('b2')
  })

  it('sends a body as JSON', async () => {
    answers(201, '{}')
    await http.json('/api/x', { method: 'POST', body: { b: 2 } })
    const [path, init] = fetchMock.mock.calls[0] ?? []
    expect(path).toBe('/api/x')
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"b":2}',
      headers: { 'content-type': 'application/json', 'x-corp-id': 'c1' },
    })
  })

  it('returns nothing for an empty answer', async () => {
    answers(204, '')
    await expect(http.json('/api/x', { method: 'DELETE' })).resolves.toBeUndefined()
  })

  it('takes the code and the request id from a problem', async () => {
    const problem = { status: 404, code: 'flow-not-found', title: 'no', requestId: 'r-1' }
    answers(404, JSON.stringify(problem))
    await expect(http.json('/api/x')).rejects.toMatchObject({
      code: 'flow-not-found',
      problem,
    })
  })

  describe('with a page after the JSON', () => {
    const device = {
      app: 'app-1.js',
      language: 'zh',
      timeZone: 'Asia/Shanghai',
      now: 1,
      isWide: false,
    } as const

    async function ask(response: Response) {
      fetchMock.mockResolvedValue(response)
      const onComing = vi.fn<(html: Promise<string>) => void>()
      const answer = await http.json('/api/x', { page: { device, onComing } })
      return { answer, html: onComing.mock.calls[0]?.[0] }
    }

    it('returns the JSON before the page has arrived', async () => {
      const bytes = new TextEncoder().encode('{"a":"合"}\n<p>同</p>')
      let send = (_part: Uint8Array, _isLast: boolean) => {}
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          send = (part, isLast) => {
            controller.enqueue(part)
            if (isLast) controller.close()
          }
        },
      })
      // The cut is inside a character of several bytes.
      send(bytes.slice(0, 7), false)
      send(bytes.slice(7, 14), false)
      const { answer, html } = await ask(new Response(body))
      expect(answer).toEqual({ a: '合' })
      send(bytes.slice(14), true)
      await expect(html).resolves.toBe('<p>同</p>')
      const [, init] = fetchMock.mock.calls[0] ?? []
      expect(init?.headers).toMatchObject({ 'x-viewer': JSON.stringify(device) })
    })

    it('has no page where the answer is plain JSON', async () => {
      const { answer, html } = await ask(new Response('{"a":1}'))
      expect(answer).toEqual({ a: 1 })
      expect(html).toBeUndefined()
    })

    it('works where answers cannot be streamed', async () => {
      const response = new Response('{"a":1}\n<p>x</p>')
      Object.defineProperty(response, 'body', { value: undefined })
      const { answer, html } = await ask(response)
      expect(answer).toEqual({ a: 1 })
      await expect(html).resolves.toBe('<p>x</p>')
    })
  })

  it('does not take a foreign page for an answer', async () => {
    answers(200, '<html>log in to the Wi-Fi</html>')
    await expect(http.json('/api/x')).rejects.toMatchObject({ code: 'odd-answer' })
    answers(502, '{"error":"bad gateway"}')
    await expect(http.json('/api/x')).rejects.toMatchObject({ code: 'odd-answer' })
    for (const body of ['', '{"a":1}']) {
      const headers = { 'content-type': 'text/html' }
      fetchMock.mockResolvedValue(new Response(body, { headers }))
      await expect(http.json('/api/x')).rejects.toMatchObject({ code: 'odd-answer' })
    }
  })

  it('distinguishes no network from a failed connection', async () => {
    fetchMock.mockRejectedValue(new TypeError('Failed to fetch'))
    await expect(http.json('/api/x')).rejects.toMatchObject({ code: 'connection-failed' })
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await expect(http.json('/api/x')).rejects.toMatchObject({ code: 'offline' })
  })

  it('gives up on an answer that never comes', async () => {
    vi.useFakeTimers()
    fetchMock.mockImplementation(
      (_path, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () =>
            reject(new DOMException('aborted', 'AbortError')),
          )
        }),
    )
    const waiting = expect(http.json('/api/x')).rejects.toMatchObject({
      code: 'connection-timeout',
    })
    await vi.advanceTimersByTimeAsync(30_000)
    await waiting
  })

  it('is aborted when its caller aborts', async () => {
    const controller = new AbortController()
    controller.abort()
    fetchMock.mockImplementation((_path, init) =>
      init?.signal?.aborted
        ? Promise.reject(new DOMException('aborted', 'AbortError'))
        : Promise.resolve(new Response('{}')),
    )
    await expect(http.json('/api/x', { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})
