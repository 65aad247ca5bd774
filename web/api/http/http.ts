import { byItselfHeader } from '#shared/rules/by-itself.ts'
import { type Device, deviceHeader } from '#shared/rules/flow-page.ts'
import type { Problem } from '#shared/schemas/problem.ts'
import { ApiError } from './api-error.ts'

/**
 * Longer than the proxy's own timeout for DingTalk, so that the proxy answers first; milliseconds.
 */
export const timeoutMs = 25_000

/**
 * Answers of more characters are parsed in one task and compared with the cached answer in another,
 * which takes a slow phone 40 ms for a log of 5,000 records.
 */
const longAnswer = 65_536

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** A CSV body, instead of `body`. */
  csv?: string
  signal?: AbortSignal
  /** A call that is sent again with the same key runs once. */
  idempotencyKey?: string
  /** `access` of a signed link to the requested flow. */
  access?: string | undefined
  /**
   * Also asks the proxy to draw the flow's page. `onComing` is called with its HTML after the JSON,
   * which comes first, has arrived.
   */
  page?: { device: Device; onComing: (html: Promise<string>) => void } | undefined
  /** Asks the proxy to read upstream again instead of its cache. */
  isRefresh?: boolean
  /** Whether what is read is shown without having been asked for. */
  isByItself?: boolean
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body
}

/** The error for a call without an answer. */
export function connectionError(timedOut: boolean, cause: unknown): ApiError {
  if (timedOut) return new ApiError('connection-timeout', 'the proxy did not answer in time')
  if (!navigator.onLine) return new ApiError('offline', 'the device is offline')
  return new ApiError('connection-failed', cause instanceof Error ? cause.message : 'no connection')
}

/** Calls the proxy for one organisation. */
export class Http {
  /** The organisation that the page was opened for, see `pageCorp`. */
  readonly corpId: string | null
  /** The build that the last answer came from; null if it did not say. */
  release: string | null = null
  /** How many calls with a session are under way. */
  underWay = 0

  constructor(corpId: string | null) {
    this.corpId = corpId
  }

  headers(): Record<string, string> {
    const { corpId } = this
    return { accept: 'application/json', ...(corpId === null ? {} : { 'x-corp-id': corpId }) }
  }

  /**
   * Calls the proxy and parses the JSON. Rejects with `ApiError`, or with an `AbortError` when
   * `signal` was aborted.
   */
  async json<T = void>(path: string, options: RequestOptions = {}): Promise<T> {
    const { method = 'GET', body, csv, signal, idempotencyKey, access, page } = options
    const { isRefresh = false, isByItself = false } = options
    const controller = new AbortController()
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      controller.abort()
    }, timeoutMs)
    const abort = () => controller.abort()
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)

    const headers = this.headers()
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (csv !== undefined) headers['content-type'] = 'text/csv'
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
    if (access !== undefined) headers['x-flow-access'] = encodeURIComponent(access)
    if (page !== undefined) headers[deviceHeader] = JSON.stringify(page.device)
    if (isRefresh) headers['cache-control'] = 'no-cache'
    if (isByItself) headers[byItselfHeader] = '1'
    try {
      const response = await fetch(path, {
        method,
        headers,
        signal: controller.signal,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(csv === undefined ? {} : { body: csv }),
      })
      this.release = response.headers.get('x-release')
      const text =
        page === undefined ? await response.text() : await firstLine(response, page.onComing)
      const answer = readAnswer<T>(headOf(response), text)
      if (text.length > longAnswer) await new Promise((resolve) => setTimeout(resolve))
      return answer
    } catch (cause) {
      if (cause instanceof ApiError || signal?.aborted) throw cause
      throw connectionError(timedOut, cause)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }
}

/** The first line of an answer, as soon as it has arrived. `onRest` is called with the rest. */
async function firstLine(
  response: Response,
  onRest: (rest: Promise<string>) => void,
): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  /** Reads until `isEnough`, or to the end. */
  const readOn = async (text: string, isEnough: (text: string) => boolean): Promise<string> => {
    if (reader === undefined) return response.text()
    const { value, done } = await reader.read()
    // Chrome 69 does not accept `undefined` as an argument of `decode`.
    const more =
      text + (value === undefined ? decoder.decode() : decoder.decode(value, { stream: !done }))
    return done || isEnough(more) ? more : readOn(more, isEnough)
  }
  const text = await readOn('', (read) => read.includes('\n'))
  const end = text.indexOf('\n')
  if (end === -1) return text
  const begun = text.slice(end + 1)
  onRest(reader === undefined ? Promise.resolve(begun) : readOn(begun, () => false))
  return text.slice(0, end)
}

type AnswerHead = {
  ok: boolean
  status: number
  /** The content type. */
  type: string | null
}

export function headOf({ ok, status, headers }: Response): AnswerHead {
  return { ok, status, type: headers.get('content-type') }
}

/** JSON, of a problem too; JSON with a page behind it comes as plain text. */
const ofProxy = /json|^text\/plain/

/**
 * Parses the JSON of an answer. The proxy may be of another build than the page: CONTRIBUTING says
 * what its answers may differ in.
 * @throws ApiError for a problem, and for an answer that is not the proxy's
 */
// The caller names what the address answers with.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function readAnswer<T = void>({ ok, status, type }: AnswerHead, text: string): T {
  const isForeign = type !== null && !ofProxy.test(type)
  let body: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new ApiError('odd-answer', `HTTP ${status}, and no JSON`)
  }
  if (isProblem(body) && !ok) throw new ApiError(body.code, body.title, body)
  if (!ok || isForeign) throw new ApiError('odd-answer', `HTTP ${status}, ${type}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return body as T
}
