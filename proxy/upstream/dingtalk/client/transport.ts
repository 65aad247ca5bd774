import { Agent, type Dispatcher } from 'undici'
import { ProblemError } from '#proxy/base/problem.ts'
import { parseJson } from './json-body.ts'
import { callFailed } from './transient-failure.ts'
import { ReplyReceiver } from './reply-receiver.ts'

export type WireRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Scheme, host and, for a gateway, the path before DingTalk's own. */
  baseUrl: string
  /** DingTalk's path with encoded parameters, and the query. */
  path: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
}

/** A reply; its body is undefined if it is not JSON. */
export type WireReply = { status: number; body: unknown }

export type ExchangeLimits = {
  /** Milliseconds left; has an effect if less than the transport's own deadline. */
  msLeft?: number
  signal?: AbortSignal | undefined
}

export type TransportLimits = {
  connect: number
  /** Milliseconds for an exchange, from asking for a connection to the last byte. */
  deadline: number
  /** The largest reply that is read, in bytes. */
  replyBytes: number
}

export type Transport = {
  /**
   * Redirects are not followed.
   * @throws ProblemError `upstream-timeout`, `upstream-unavailable`, or `upstream-throttled` if
   * DingTalk's gateway answers in place of the service; a `TransientFailure` if no reply had
   * started
   */
  send(request: WireRequest, limits?: ExchangeLimits): Promise<WireReply>
  close(): Promise<void>
}

const defaultLimits: TransportLimits = {
  connect: 3_000,
  deadline: 8_000,
  replyBytes: 16 * 1024 * 1024,
}

export function createTransport(limits: TransportLimits = defaultLimits): Transport {
  const agent = new Agent({
    connect: { timeout: limits.connect },
    // The deadline below covers these phases more precisely.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: limits.replyBytes,
  })

  async function send(request: WireRequest, of: ExchangeLimits = {}): Promise<WireReply> {
    const { signal, msLeft = limits.deadline } = of
    const receiver = new ReplyReceiver(limits.replyBytes)
    const cancel = () => receiver.abort(outOfTime())
    const timer = setTimeout(cancel, Math.min(msLeft, limits.deadline))
    signal?.addEventListener('abort', cancel)
    try {
      signal?.throwIfAborted()
      agent.dispatch(toOptions(request), receiver)
      const { status, contentType, bytes } = await receiver.reply
      return { status, body: parseJson(bytes, contentType) }
    } catch (error) {
      signal?.throwIfAborted()
      throw error instanceof ProblemError ? error : connectionError(error, receiver.hasStarted)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
  }

  return { send, close: () => agent.destroy() }
}

function toOptions(request: WireRequest): Dispatcher.DispatchOptions {
  const url = new URL(request.baseUrl + request.path)
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers:
      request.body === undefined
        ? { accept: 'application/json', ...request.headers }
        : { accept: 'application/json', 'content-type': 'application/json', ...request.headers },
    body: request.body === undefined ? null : JSON.stringify(request.body),
  }
}

function outOfTime(): ProblemError {
  return new ProblemError('upstream-timeout', 'DingTalk did not answer in time.')
}

function connectionError(error: unknown, hasReply: boolean): ProblemError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return callFailed('upstream-timeout', 'DingTalk could not be reached in time.', error)
  }
  const title = 'DingTalk cannot be reached.'
  return hasReply
    ? new ProblemError('upstream-unavailable', title, { cause: error })
    : callFailed('upstream-unavailable', title, error)
}
