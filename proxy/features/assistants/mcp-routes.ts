import {
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  originValidationResponse,
  WebStandardStreamableHTTPServerTransport,
  type McpServer,
} from '@modelcontextprotocol/server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { clientAddress } from '#proxy/base/http/client-address.ts'
import { limitJsonBodyTo } from '#proxy/base/http/json-request.ts'
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

  return new Hono<AppEnv>()
    .post('/', limitJsonBodyTo(maxMessageKB), async (c) => {
      const refused =
        hostHeaderValidationResponse(c.req.raw, hosts) ??
        originValidationResponse(c.req.raw, origins)
      if (refused !== undefined) return refused
      const caller = await requireCaller(c)
      const text = await c.req.text()
      const body = parseJsonText(text)
      // The transport would still do all of a batch, as one request.
      if (Array.isArray(body)) return c.json(noBatches, 400)
      const headers = new Headers(c.req.raw.headers)
      const request = new Request(c.req.url, { method: 'POST', headers, body: text })
      const server = serverFor(caller, c.get('requestId'))
      if (!(await isLegacyRequest(request, body))) {
        const subscribing = subscribingSchema.safeParse(body)
        if (subscribing.success) return c.json(noSubscriptions(subscribing.data.id), 404)
        serving.set(request, server)
        return modern.fetch(request, body === undefined ? {} : { parsedBody: body })
      }
      // Some clients take JSON alone, which the transport refuses.
      request.headers.set('accept', 'application/json, text/event-stream')
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
      await server.connect(transport)
      return transport.handleRequest(request, body === undefined ? {} : { parsedBody: body })
    })
    .all('/', (c) => {
      c.header('allow', 'POST')
      return c.json(
        { jsonrpc: '2.0', id: null, error: { code: -32_000, message: 'Only POST.' } },
        405,
      )
    })
}

const noBatches = {
  jsonrpc: '2.0',
  id: null,
  error: { code: -32_600, message: 'Send one message at a time.' },
}

/** What the handler would answer with an endless stream, though nothing is ever sent on it. */
const subscribingSchema = z.object({
  method: z.literal('subscriptions/listen'),
  id: z.union([z.string(), z.number()]),
})

function noSubscriptions(id: string | number) {
  return { jsonrpc: '2.0', id, error: { code: -32_601, message: 'Method not found' } }
}
