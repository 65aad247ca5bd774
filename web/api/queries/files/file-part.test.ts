// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { readFilePart } from './file-part.ts'

const fetchMock = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock)
})

afterEach(() => {
  vi.unstubAllGlobals()
  fetchMock.mockReset()
})

const path = '/api/flows/PRO-1/documents/0/content'
const ask = (signal = new AbortController().signal, onProgress = (_fraction: number) => {}) =>
  readFilePart(testClient(), path, { begin: 0, end: 4, signal, onProgress })

it('reads a part, and how large the file is', async () => {
  const headers = { 'content-range': 'bytes 0-3/10', 'content-length': '4' }
  fetchMock.mockResolvedValue(new Response(Uint8Array.of(1, 2, 3, 4), { status: 206, headers }))
  const fractions: number[] = []
  const part = await ask(undefined, (fraction) => fractions.push(fraction))
  expect(part).toEqual({ bytes: Uint8Array.of(1, 2, 3, 4), total: 10, isWhole: false })
  expect(fractions.at(-1)).toBe(1)
  expect(fetchMock.mock.calls[0]?.[1]?.headers).toMatchObject({ range: 'bytes=0-3' })
})

it('takes a whole file where parts are not sent, or where it is that short', async () => {
  fetchMock.mockResolvedValueOnce(new Response(new Uint8Array(10)))
  expect(await ask()).toMatchObject({ total: 10, isWhole: true })
  const headers = { 'content-range': 'bytes 0-2/3' }
  fetchMock.mockResolvedValueOnce(new Response(new Uint8Array(3), { status: 206, headers }))
  expect(await ask()).toMatchObject({ total: 3, isWhole: true })
})

it('rejects with the problem of the proxy', async () => {
  const problem = { status: 403, code: 'flow-forbidden', title: 'no', requestId: 'r' }
  fetchMock.mockResolvedValue(new Response(JSON.stringify(problem), { status: 403 }))
  await expect(ask()).rejects.toMatchObject({ code: 'flow-forbidden' })
})

it('does not take a file that breaks off for a whole one', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(2))
      controller.error(new TypeError('network error'))
    },
  })
  fetchMock.mockResolvedValue(new Response(body))
  await expect(ask()).rejects.toMatchObject({ code: 'connection-failed' })
})

it('ends when it is aborted', async () => {
  const ending = new AbortController()
  ending.abort()
  const aborted = new DOMException('aborted', 'AbortError')
  fetchMock.mockRejectedValue(aborted)
  await expect(ask(ending.signal)).rejects.toBe(aborted)
})
