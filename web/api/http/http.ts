import { type Viewer, viewerHeader } from '#shared/rules/flow-page.ts'
import type { Problem } from '#shared/schemas/problem.ts'
import { misfit, type ShapeOf } from '#web/api/answers/shape.ts'
import { ApiError } from './api-error.ts'

/**
 * Longer than the proxy's own limit towards DingTalk, so that its answer comes first
 * (milliseconds).
 */
export const timeLimit = 25_000

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** A body of comma-separated values instead. */
  csv?: string
  signal?: AbortSignal
  /** Sent again with the same key, a call is done once. */
  idempotencyKey?: string
  /** `access` of a signed link to the flow that is asked for. */
  access?: string | undefined
  /**
   * Also asks the proxy to draw the flow's page. `onComing` gets its HTML, when the JSON before it
   * is there.
   */
  page?: { viewer: Viewer; onComing: (html: Promise<string>) => void } | undefined
  /** Asks the proxy to read upstream again, in place of what it has cached. */
  isRefresh?: boolean
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body
}

/** The error of a call that got no answer. */
export function connectionError(timedOut: boolean, cause: unknown): ApiError {
  if (timedOut) return new ApiError('connection-timeout', 'the proxy did not answer in time')
  if (!navigator.onLine) return new ApiError('offline', 'the device is offline')
  return new ApiError('connection-failed', cause instanceof Error ? cause.message : 'no connection')
}

/** Calls the proxy for one organisation. */
export class Http {
  /** The organisation for which the page was opened, see `pageCorp`. */
  readonly corpId: string | null

  constructor(corpId: string | null) {
    this.corpId = corpId
  }

  /** The headers of every call. */
  headers(): Record<string, string> {
    const { corpId } = this
    return { accept: 'application/json', ...(corpId === null ? {} : { 'x-corp-id': corpId }) }
  }

  /**
   * Calls the proxy and gives the parsed JSON. Rejects with `ApiError`, or with an `AbortError` when
   * `signal` was aborted.
   * @param shape of the answer; null where the answer does not matter
   */
  async json<T = void>(
    path: string,
    shape: ShapeOf<T> | null,
    options: RequestOptions = {},
  ): Promise<T> {
    const { method = 'GET', body, csv, signal, idempotencyKey, access, page, isRefresh } = options
    const controller = new AbortController()
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      controller.abort()
    }, timeLimit)
    const abort = () => controller.abort()
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)

    const headers = this.headers()
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (csv !== undefined) headers['content-type'] = 'text/csv'
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
    if (access !== undefined) headers['x-flow-access'] = encodeURIComponent(access)
    if (page !== undefined) headers[viewerHeader] = JSON.stringify(page.viewer)
    if (isRefresh === true) headers['cache-control'] = 'no-cache'
    try {
      const response = await fetch(path, {
        method,
        headers,
        signal: controller.signal,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(csv === undefined ? {} : { body: csv }),
      })
      const text =
        page === undefined ? await response.text() : await firstLine(response, page.onComing)
      return readAnswer(headOf(response), text, shape)
    } catch (cause) {
      if (cause instanceof ApiError || signal?.aborted) throw cause
      throw connectionError(timedOut, cause)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }
}

/** The first line of an answer, as soon as it has arrived. The rest goes to `onRest`. */
async function firstLine(
  response: Response,
  onRest: (rest: Promise<string>) => void,
): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  /** Reads until the text is enough, or ends. */
  const readOn = async (text: string, isEnough: (text: string) => boolean): Promise<string> => {
    if (reader === undefined) return response.text()
    const { value, done } = await reader.read()
    // Chrome 69 takes no `undefined` for bytes that are not there.
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

/** The head of an answer. */
interface AnswerHead {
  ok: boolean
  status: number
  requestId: string | null
}

export function headOf({ ok, status, headers }: Response): AnswerHead {
  return { ok, status, requestId: headers.get('x-request-id') }
}

/**
 * The parsed JSON of an answer.
 * @param shape of the answer; null where the answer does not matter
 * @throws ApiError for a problem, and for what is not the proxy's or has another shape
 */
export function readAnswer<T = void>(
  { ok, status, requestId }: AnswerHead,
  text: string,
  shape: ShapeOf<T> | null,
): T {
  let body: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new ApiError('odd-answer', `HTTP ${status}, and no JSON`)
  }
  if (isProblem(body) && !ok) throw new ApiError(body.code, body.title, body)
  if (!ok) throw new ApiError('odd-answer', `HTTP ${status}`)
  const misfits = shape === null ? null : misfit(body, shape[0])
  if (misfits !== null)
    throw new ApiError('answer-mismatch', `the answer${misfits}`, null, requestId)
  // What fits the shape is of its type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return body as T
}
