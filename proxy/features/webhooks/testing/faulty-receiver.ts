import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOn } from './receiver.ts'

/**
 * - `taken`: it answers that it has the event.
 * - `error`, `moved`, `gone`: it answers 500, 301 or 410.
 * - `cut`, `slow`: the connection is cut, or there is no answer. So for `taken-cut` and
 * `taken-slow`, but it has the event.
 */
export type Fault =
  'taken' | 'error' | 'moved' | 'gone' | 'cut' | 'slow' | 'taken-cut' | 'taken-slow'

export type FaultyReceiver = {
  url: string
  /** While it is down, connections are refused. */
  setUp(isUp: boolean): Promise<void>
  close(): Promise<void>
}

/**
 * Another system that has trouble taking webhooks.
 * @param take called with each event that arrives, returns what becomes of it
 * @param elsewhere where it says that it has moved
 */
export async function startFaultyReceiver(
  take: (id: string, body: string) => Fault,
  elsewhere: string,
): Promise<FaultyReceiver> {
  const server = createServer((request, response) => {
    // The client may be gone.
    request.on('error', () => {})
    void text(request).then(
      (body) => answerWith(take(String(request.headers['webhook-id']), body), response),
      () => {},
    )
  })

  function answerWith(fault: Fault, response: ServerResponse): void {
    if (fault === 'taken') response.writeHead(204).end()
    else if (fault === 'error') response.writeHead(500).end('not now')
    else if (fault === 'moved') response.writeHead(301, { location: elsewhere }).end()
    else if (fault === 'gone') response.writeHead(410).end()
    else if (fault === 'cut') response.socket?.destroy()
    else if (fault === 'taken-cut') {
      response.writeHead(200, { 'content-length': '100' })
      response.write('cut', () => response.socket?.destroy())
    }
  }

  const listening = await listenOn(server)
  return {
    url: `http://127.0.0.1:${listening.port}`,
    async setUp(isUp) {
      if (isUp === server.listening) return
      if (!isUp) return listening.close()
      server.listen(listening.port, '127.0.0.1')
      await once(server, 'listening')
    },
    close: () => listening.close(),
  }
}
