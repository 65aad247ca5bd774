import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'

/** What a receiver got. */
export type Received = { headers: IncomingHttpHeaders; body: string }

export type Receiver = {
  url: string
  received: Received[]
  /** The status and the body of further answers; 204 at first. */
  answerWith(status: number, text?: string): void
  close(): Promise<void>
}

/** Listens on a free port of this machine. */
export async function listenOn(server: Server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it has no port')
  return {
    port: address.port,
    async close() {
      server.closeAllConnections()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}

/** Another system that takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let answer = { status: 204, text: '' }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(answer.status).end(answer.text)
    })
  })
  const listening = await listenOn(server)
  return {
    url: `http://127.0.0.1:${listening.port}/in`,
    received,
    answerWith(status, text = '') {
      answer = { status, text }
    },
    close: () => listening.close(),
  }
}
