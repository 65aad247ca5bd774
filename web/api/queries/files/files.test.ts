// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { uploadFile } from './files.ts'

/** A request whose progress and end the test controls. */
class FakeRequest extends EventTarget {
  static last: FakeRequest | null = null
  readonly upload = new EventTarget()
  readonly headers: Record<string, string> = {}
  sent: unknown = null
  status = 0
  responseText = ''

  constructor() {
    super()
    FakeRequest.last = this
  }

  open(method: string, path: string): void {
    Object.assign(this, { method, path })
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  send(body: unknown): void {
    this.sent = body
  }
  getResponseHeader(): string | null {
    return null
  }
  abort(): void {
    this.dispatchEvent(new Event('abort'))
  }
  progress(loaded: number, total: number): void {
    const event = Object.assign(new Event('progress'), { loaded, total, lengthComputable: true })
    this.upload.dispatchEvent(event)
  }
  answer(status: number, body: string): void {
    Object.assign(this, { status, responseText: body })
    this.dispatchEvent(new Event('load'))
  }
}

const client = testClient()
const file = new File(['%PDF-'], '采购合同.pdf')

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function start() {
  const controller = new AbortController()
  const parts: number[] = []
  const onProgress = (part: number) => parts.push(part)
  const uploaded = uploadFile(client, file, { onProgress, signal: controller.signal })
  uploaded.catch(() => {})
  const request = FakeRequest.last
  if (request === null) throw new Error('nothing was sent')
  return { controller, parts, uploaded, request }
}

describe('uploading a file', () => {
  it('sends a form, reports its progress and returns the answer', async () => {
    const { parts, uploaded, request } = start()
    expect(request).toMatchObject({ method: 'POST', path: '/api/files' })
    expect(request.headers['accept']).toBe('application/json')
    const form = request.sent
    expect(form instanceof FormData && form.get('file')).toMatchObject({ name: '采购合同.pdf' })
    request.progress(2, 8)
    request.progress(8, 8)
    const answer = {
      fileId: 'f1',
      name: '采购合同.pdf',
      size: 5,
      state: 'uploading',
      stateCode: null,
      pages: null,
    }
    request.answer(201, JSON.stringify(answer))
    await expect(uploaded).resolves.toEqual(answer)
    expect(parts).toEqual([0.25, 1])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('fails with the proxy’s problem', async () => {
    const { uploaded, request } = start()
    request.answer(413, '{"code":"request-too-large","requestId":"r1","title":"","status":413}')
    await expect(uploaded).rejects.toMatchObject({
      code: 'request-too-large',
      problem: { requestId: 'r1' },
    })
  })

  it('fails on an answer that is not the proxy’s', async () => {
    const { uploaded, request } = start()
    request.answer(502, '<html>')
    await expect(uploaded).rejects.toMatchObject({ code: 'odd-answer' })
  })

  it('fails when the connection is cut', async () => {
    const { uploaded, request } = start()
    request.dispatchEvent(new Event('error'))
    await expect(uploaded).rejects.toMatchObject({ code: 'connection-failed' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('times out when nothing moves for a minute, and not before', async () => {
    const { uploaded, request } = start()
    await vi.advanceTimersByTimeAsync(59_000)
    request.progress(1, 8)
    await vi.advanceTimersByTimeAsync(59_000)
    request.progress(2, 8)
    await vi.advanceTimersByTimeAsync(60_000)
    await expect(uploaded).rejects.toMatchObject({ code: 'connection-timeout' })
  })

  it('waits longer for the answer once all has been sent', async () => {
    const { uploaded, request } = start()
    request.progress(8, 8)
    request.upload.dispatchEvent(new Event('load'))
    await vi.advanceTimersByTimeAsync(299_000)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1000)
    await expect(uploaded).rejects.toMatchObject({ code: 'connection-timeout' })
  })

  it('ends when it is cancelled', async () => {
    const { controller, uploaded } = start()
    controller.abort()
    await expect(uploaded).rejects.toMatchObject({ name: 'AbortError' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not sent when it was cancelled before', async () => {
    FakeRequest.last = null
    const signal = AbortSignal.abort()
    await expect(uploadFile(client, file, { onProgress: () => {}, signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(FakeRequest.last).toBeNull()
  })
})
