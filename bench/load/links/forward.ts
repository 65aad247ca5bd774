import { Agent, request as sendRequest, type IncomingHttpHeaders } from 'node:http'
import type { Readable, Writable } from 'node:stream'

const agent = new Agent({ keepAlive: true })

/** Connection-specific HTTP/1.1 headers, which HTTP/2 forbids. */
const ofOneConnection = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade']

type Incoming = Readable & {
  method?: string | undefined
  url?: string | undefined
  headers: IncomingHttpHeaders
}

type Answering = Writable & {
  writeHead(status: number, headers: IncomingHttpHeaders): unknown
}

/** Forwards an HTTP/1.1 or HTTP/2 request to an HTTP/1.1 server, and its answer back. */
export function forward(request: Incoming, response: Answering, target: string): void {
  const { method, headers } = request
  const authority = headers[':authority'] ?? headers.host
  const plain = Object.entries(headers).filter(([name]) => !name.startsWith(':'))
  const options = {
    agent,
    method,
    headers: { ...Object.fromEntries(plain), host: String(authority) },
  }
  const outgoing = sendRequest(new URL(request.url ?? '/', target), options, (answer) => {
    const passed = Object.entries(answer.headers).filter(
      ([name]) => !ofOneConnection.includes(name),
    )
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(passed))
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  response.on('close', () => outgoing.destroy())
  request.pipe(outgoing)
}
