import { McpServer } from '@modelcontextprotocol/server'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { maxRequestMs, mcpRoutes } from './mcp-routes.ts'
import { requestMcp, postMcp } from './testing/mcp-calls.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const asker = {
  sessionId: 's',
  corpId: 'ding1',
  userId: 'lisi',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: 1,
}
const called = { name: 'endless', arguments: {} }

it.each(['one of the present revision', 'one that initializes'])(
  'ends a call whose tool does not, of a client that is %s',
  async (client) => {
    let hasBegun = () => {}
    const begun = new Promise<void>((resolve) => {
      hasBegun = resolve
    })
    const warn = vi.fn()
    const routes = mcpRoutes({
      callers: {
        find: async () => ({ kind: 'person', asker, assistant: 'x', mayRemind: false, key: null }),
      },
      serverFor() {
        const server = new McpServer({ name: 'test', version: '1' })
        server.registerTool('endless', {}, () => {
          hasBegun()
          return new Promise<never>(() => {})
        })
        return server
      },
      publicUrl: 'http://localhost:8080',
      log: { warn },
    })
    const app = new Hono<AppEnv>().route('/mcp', routes)
    const proxy = {
      askWithoutOrigin: async (path: string, init: RequestInit) => app.request(path, init),
    }
    const answering =
      client === 'one that initializes'
        ? postMcp(proxy, 'x', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: called })
        : requestMcp(proxy, 'x', 'tools/call', called)
    await begun
    await vi.advanceTimersByTimeAsync(maxRequestMs)
    const answer = await answering
    expect(answer.status).toBe(504)
    expect(await answer.json()).toMatchObject({ id: 1, error: { code: -32_603 } })
    expect(warn).toHaveBeenCalledOnce()
  },
)
