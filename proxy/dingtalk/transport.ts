import { Agent, type Dispatcher } from 'undici'
import { ProblemError } from '../problem.ts'
import { parseJson } from './json-body.ts'
import { stumble } from './passing-failure.ts'

/** A request as it goes over the wire. */
export type WireRequest = {
  method: 'GET' | 'POST'
  /** Scheme, host and, for a gateway, the path before DingTalk's own. */
  baseUrl: string
  /** DingTalk's path, its parameters encoded, with the query. */
  path: string
  headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  body?: unknown
}

/** A reply; its body is undefined when it was not JSON, and when it was left `large`. */
export type WireReply = { status: number; body: unknown; large?: LargeBody }

/** A body that takes longer to read than the loop should stand still. */
export type LargeBody = { bytes: Uint8Array<ArrayBuffer>; contentType: string }

/** From so many bytes on: to parse and check as many takes five milliseconds on a slow machine. */
const largeBytes = 128 * 1024

/** How long an exchange may go on. */
export type ExchangeLimits = {
  /** Milliseconds that are left for it; less than the transport's own deadline takes effect. */
  msLeft?: number
  /** Ends it at once; `send` then throws the signal's reason. */
  signal?: AbortSignal | undefined
  /** Whether a large body is left as it came. */
  leaveLarge?: boolean
}

export type TransportLimits = {
  /** Milliseconds until a connection must stand. */
  connect: number
  /** Milliseconds for an exchange, from asking for a connection to the last byte. */
  deadline: number
  /** The largest reply that is read, in bytes. */
  replyBytes: number
}

export type Transport = {
  /**
   * Sends a request and reads the reply, whatever its status. Redirects are not followed.
   * @throws ProblemError `upstream-timeout`, `upstream-unavailable`, or `upstream-throttled` when
   * DingTalk's gate answers in place of the service; a `PassingFailure` when no reply had begun
   */
  send(request: WireRequest, limits?: ExchangeLimits): Promise<WireReply>
  close(): Promise<void>
}

const defaultLimits: TransportLimits = {
  connect: 3_000,
  deadline: 8_000,
  replyBytes: 16 * 1024 * 1024,
}

/** The one way out to DingTalk: connections are kept and shared by all calls. */
export function createTransport(limits: TransportLimits = defaultLimits): Transport {
  const agent = new Agent({
    connect: { timeout: limits.connect },
    // The deadline below covers these phases more exactly.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: limits.replyBytes,
  })

  async function send(request: WireRequest, of: ExchangeLimits = {}): Promise<WireReply> {
    const { signal, msLeft = limits.deadline } = of
    const abort = new AbortController()
    const cancel = () => abort.abort()
    const timer = setTimeout(cancel, Math.min(msLeft, limits.deadline))
    signal?.addEventListener('abort', cancel)
    let hasReply = false
    try {
      signal?.throwIfAborted()
      const reply = await agent.request(toOptions(request, abort.signal))
      hasReply = true
      const bytes = await readBody(reply, limits.replyBytes)
      const status = reply.statusCode
      const type = contentType(reply)
      if (of.leaveLarge === true && bytes.length >= largeBytes) {
        return { status, body: undefined, large: { bytes, contentType: type } }
      }
      return { status, body: parseJson(bytes, type) }
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof ProblemError) throw error
      throw abort.signal.aborted ? outOfTime() : connectionError(error, hasReply)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
  }

  return { send, close: () => agent.destroy() }
}

function toOptions(request: WireRequest, signal: AbortSignal): Dispatcher.RequestOptions {
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
    signal,
  }
}

/** A large body is put together as it arrives: to do so at the end holds up the loop. */
async function readBody(
  { body, headers }: Dispatcher.ResponseData,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(headers['content-length'])
  const isLarge = length >= largeBytes && length <= mostBytes
  if (!isLarge) return new Uint8Array(await body.arrayBuffer())
  const bytes = new Uint8Array(length)
  let offset = 0
  for await (const chunk of body) {
    const part: Uint8Array = chunk
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

function contentType(reply: Dispatcher.ResponseData): string {
  const value = reply.headers['content-type']
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function outOfTime(): ProblemError {
  return new ProblemError('upstream-timeout', 'DingTalk did not answer in time.')
}

function connectionError(error: unknown, hasReply: boolean): ProblemError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return stumble('upstream-timeout', 'DingTalk could not be reached in time.', error)
  }
  const title = 'DingTalk cannot be reached.'
  return hasReply
    ? new ProblemError('upstream-unavailable', title, { cause: error })
    : stumble('upstream-unavailable', title, error)
}
