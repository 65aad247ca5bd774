import { text } from 'node:stream/consumers'
import { createServer, type IncomingMessage } from 'node:http'
import { listen, stopListening } from './listen.ts'

/** A call that the stub received. */
export type StubCall = {
  method: string
  /** Includes the query. */
  path: string
  token: string | undefined
  body: unknown
}

/** `never` sends no answer; a text is sent as it is, anything else as JSON. */
export type StubAnswer =
  | { status?: number; body: unknown; headers?: Record<string, string> }
  | { never: true }
  | { truncated: true }

export type StubHandler = (call: StubCall) => StubAnswer | Promise<StubAnswer>

/** A server that plays both of DingTalk's hosts with one handler, and records the calls. */
export type StubUpstream = {
  url: string
  calls: StubCall[]
  handler: StubHandler
  /** The number of calls to a path, with any query. */
  count(path: string): number
  close(): Promise<void>
}

export async function startStubUpstream(handler: StubHandler): Promise<StubUpstream> {
  const server = createServer((request, response) => {
    void answer()
    async function answer(): Promise<void> {
      const call = await toCall(request)
      stub.calls.push(call)
      const result = await stub.handler(call)
      if ('never' in result) return
      if ('truncated' in result) {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
        response.write('{"accessToken":"')
        setImmediate(() => response.destroy())
        return
      }
      response.writeHead(result.status ?? 200, {
        'content-type': 'application/json;charset=utf-8',
        ...result.headers,
      })
      const { body } = result
      response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
    }
  })
  const stub: StubUpstream = {
    url: await listen(server),
    calls: [],
    handler,
    count: (path) => stub.calls.filter((call) => call.path.split('?')[0] === path).length,
    close: () => stopListening(server),
  }
  return stub
}

async function toCall(request: IncomingMessage): Promise<StubCall> {
  const body = await text(request)
  const header = request.headers['x-acs-dingtalk-access-token']
  const path = request.url ?? ''
  const query = new URL(path, 'http://stub').searchParams.get('access_token')
  return {
    method: request.method ?? '',
    path,
    token: (Array.isArray(header) ? header[0] : header) ?? query ?? undefined,
    body: body === '' ? undefined : JSON.parse(body),
  }
}
