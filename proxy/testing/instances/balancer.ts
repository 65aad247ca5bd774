import {
  Agent,
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { listen, stopListening } from '#proxy/testing/listen.ts'

/** A gateway that distributes requests to several servers in turn and knows nothing about them. */
export type Balancer = {
  url: string
  close(): Promise<void>
}

/** @param urls the servers; one that refuses a connection is skipped */
export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  let turn = 0

  /** @param index the server to try first; the others follow */
  function pass(
    request: IncomingMessage,
    response: ServerResponse,
    index: number,
    left = urls.length,
  ): void {
    const url = urls[index % urls.length] ?? ''
    const { method, headers, url: path = '' } = request
    const isStream = headers.accept === 'text/event-stream'
    const options = { method, headers, agent: isStream ? false : agent }
    const passed = send(url + path, options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.once('close', () => {
        if (!answer.complete) response.destroy()
      })
    })
    response.once('close', () => passed.destroy())
    passed.on('error', (error) => {
      const isUnsent = 'code' in error && error.code === 'ECONNREFUSED'
      const mayRepeat = (isUnsent || method === 'GET') && !response.headersSent
      if (mayRepeat && left > 1) pass(request, response, index + 1, left - 1)
      else response.destroy()
    })
    passed.once('socket', (socket) => {
      const sendBody = () => void request.pipe(passed)
      if (socket.connecting) socket.once('connect', sendBody)
      else sendBody()
    })
  }

  const server = createServer((request, response) => pass(request, response, (turn += 1)))
  return {
    url: await listen(server),
    async close() {
      await stopListening(server)
      agent.destroy()
    },
  }
}
