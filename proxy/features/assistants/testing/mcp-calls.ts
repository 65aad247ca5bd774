import { expect } from 'vitest'
import { z } from 'zod'
import type { TestProxy } from '#proxy/testing/test-proxy.ts'

const version = '2026-07-28'

const replySchema = z.object({ id: z.number(), result: z.unknown() })

const resultSchema = z.object({
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
})

type Headers = Record<string, string>

/** Sends a message to the MCP server. */
export function postMcp(
  proxy: Pick<TestProxy, 'askWithoutOrigin'>,
  token: string | null,
  body: unknown,
  headers: Headers = {},
): Promise<Response> {
  return proxy.askWithoutOrigin('/mcp', {
    method: 'POST',
    headers: {
      host: 'localhost:8080',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Sends a request as a client of the present revision does. */
export function requestMcp(
  proxy: Pick<TestProxy, 'askWithoutOrigin'>,
  token: string,
  method: string,
  params: Record<string, unknown> = {},
  headers: Headers = {},
): Promise<Response> {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  }
  const { name } = params
  const body = { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }
  return postMcp(proxy, token, body, {
    'mcp-protocol-version': version,
    'mcp-method': method,
    ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    ...headers,
  })
}

/** The result of an answer. */
export async function mcpResult(answer: Response): Promise<unknown> {
  expect(answer.headers.get('content-type')).toContain('application/json')
  return replySchema.parse(await answer.json()).result
}

/** What a tool answers. */
export async function callTool(
  proxy: Pick<TestProxy, 'askWithoutOrigin'>,
  token: string,
  name: string,
  args: Record<string, unknown> = {},
  headers: Headers = {},
) {
  const answer = await requestMcp(proxy, token, 'tools/call', { name, arguments: args }, headers)
  return resultSchema.parse(await mcpResult(answer))
}
