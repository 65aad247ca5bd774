import {
  INTERNAL_ERROR,
  INVALID_PARAMS,
  INVALID_REQUEST,
  METHOD_NOT_FOUND,
  PARSE_ERROR,
  createMcpHandler,
  hostHeaderValidationResponse,
  isJSONRPCRequest,
  isLegacyRequest,
  isSpecType,
  originValidationResponse,
  WebStandardStreamableHTTPServerTransport,
  type McpServer,
} from '@modelcontextprotocol/server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { limitJsonBodyTo } from '#proxy/base/http/json-request.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { isLoopback } from '#proxy/settings.ts'
import type { Caller, Callers } from './callers.ts'

export type McpRouteDeps = {
  callers: Callers
  /** The server that answers one request. */
  serverFor: (caller: Caller, requestId: string) => McpServer
  /** Our public address, without a slash at the end. */
  publicUrl: string
  log: Pick<Logger, 'warn'>
}

/** Whom DingTalk's platform names in a request with an organisation's key. */
const namedHeader = 'x-dingtalk-user-id'

/** Largest message. */
export const maxMessageKB = 64

/** A request ends after this time, whatever its tool does (milliseconds). */
export const maxRequestMs = 30_000

/**
 * The MCP server, without sessions: each request has its own server and its own proof of who asks.
 * Clients of 2026-07-28 and those that still `initialize` get JSON, no streams.
 */
export function mcpRoutes(deps: McpRouteDeps): Hono<AppEnv> {
  const { callers, serverFor, publicUrl, log } = deps
  const { hostname } = new URL(publicUrl)
  const loopback = ['localhost', '127.0.0.1', '[::1]']
  const origins = isLoopback(hostname) ? loopback : [hostname]
  const hosts = [hostname, ...loopback]
  const serving = new WeakMap<Request, McpServer>()
  const onerror = (err: Error) => log.warn({ err }, 'call of an assistant refused')

  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const server = requestInfo === undefined ? undefined : serving.get(requestInfo)
      if (server === undefined) throw new Error('a request without its server')
      return server
    },
    // The tools send nothing before their result: JSON.
    { legacy: 'reject', onerror },
  )

  async function requireCaller(c: AppContext): Promise<Caller> {
    const from = { named: c.req.header(namedHeader), address: clientAddress(c) }
    const caller = await callers.find(c.req.header('authorization'), from)
    if (caller !== null) return caller
    c.header('www-authenticate', 'Bearer error="invalid_token"')
    throw new ProblemError('assistant-token-invalid', 'The token of the assistant is not valid.')
  }

  async function answerBy(server: McpServer, request: Request, body: unknown): Promise<Response> {
    const isLegacy = await isLegacyRequest(request, body)
    const hasParams = isLegacy ? legacyParams : modernParams
    // The SDK would say so with -32603 and the words of its schema library.
    if (isJSONRPCRequest(body) && hasParams[body.method]?.(body) === false)
      return Response.json(failure(body.id, INVALID_PARAMS, `Invalid params for ${body.method}.`))
    if (!isLegacy) {
      const subscribing = subscribingSchema.safeParse(body)
      // The handler would answer with an endless stream, though nothing is ever sent on it.
      if (subscribing.success)
        return Response.json(failure(subscribing.data.id, METHOD_NOT_FOUND, 'Method not found'), {
          status: 404,
        })
      serving.set(request, server)
      return modern.fetch(request, { parsedBody: body })
    }
    // Some clients take JSON alone, which the transport refuses.
    request.headers.set('accept', 'application/json, text/event-stream')
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
    await server.connect(transport)
    return transport.handleRequest(request, { parsedBody: body })
  }

  return new Hono<AppEnv>()
    .post('/', limitJsonBodyTo(maxMessageKB), async (c) => {
      const refused =
        hostHeaderValidationResponse(c.req.raw, hosts) ??
        originValidationResponse(c.req.raw, origins)
      if (refused !== undefined) return refused
      const caller = await requireCaller(c)
      const text = await c.req.text()
      const body = parseJsonText(text)
      // The transport reads some of these all the same, such as one behind two byte order marks.
      if (body === undefined) return c.json(failure(null, PARSE_ERROR, 'This is not JSON.'), 400)
      // The transport would still do all of a batch, as one request.
      if (Array.isArray(body))
        return c.json(failure(null, INVALID_REQUEST, 'Send one message at a time.'), 400)
      const headers = new Headers(c.req.raw.headers)
      const request = new Request(c.req.url, { method: 'POST', headers, body: text })
      const server = serverFor(caller, c.get('requestId'))
      return withTimeout(answerBy(server, request, body), maxRequestMs, async () => {
        log.warn({ requestId: c.get('requestId') }, 'call of an assistant took too long')
        await server.close().catch(onerror)
        return c.json(failure(idOf(body), INTERNAL_ERROR, 'No answer within 30 seconds.'), 504)
      })
    })
    .all('/', (c) => {
      c.header('allow', 'POST')
      return c.json(failure(null, -32_000, 'Only POST.'), 405)
    })
}

const subscribingSchema = z.object({
  method: z.literal('subscriptions/listen'),
  id: z.union([z.string(), z.number()]),
})

/** Whether the parameters are those of the method; what is no method of a revision has none. */
type ParamsCheck = Readonly<Record<string, (body: unknown) => boolean>>

const modernParams: ParamsCheck = {
  'tools/list': isSpecType.ListToolsRequest,
  'tools/call': isSpecType.CallToolRequest,
}

const legacyParams: ParamsCheck = {
  ...modernParams,
  initialize: isSpecType.InitializeRequest,
  ping: isSpecType.PingRequest,
}

function idOf(body: unknown): string | number | null {
  return isJSONRPCRequest(body) ? body.id : null
}

function failure(id: string | number | null, code: number, message: string) {
  return { jsonrpc: '2.0', id, error: { code, message } }
}
