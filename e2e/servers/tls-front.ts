import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { selfSigned } from '#bench/relay/self-signed.ts'
import { passOn } from './reverse-proxy.ts'

/**
 * What stands before the app on the internet: https with a certificate, and http that leads there.
 */
export class TlsFront {
  readonly #servers: Server[]
  /** The certificate, PEM, which a client has to trust. */
  readonly cert: string
  /** The app's URL behind it. */
  target = ''
  /** The paths that were asked for over https, in their order. */
  readonly asked: string[] = []

  private constructor(servers: Server[], cert: string) {
    this.#servers = servers
    this.cert = cert
  }

  static async start(): Promise<TlsFront> {
    const { key, cert } = await selfSigned()
    const secure = createServer({ key, cert })
    const plain = createHttpServer()
    const front = new TlsFront([secure, plain], cert)
    secure.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      front.asked.push(new URL(incoming.url ?? '/', front.url).pathname)
      passOn(front.target, incoming, outgoing)
    })
    plain.on('request', ({ url = '/' }, outgoing) =>
      outgoing.writeHead(301, { location: `${front.url}${url}` }).end(),
    )
    for (const server of front.#servers) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    return front
  }

  get url(): string {
    return `https://localhost:${this.ports.https}`
  }

  get ports(): { https: number; http: number } {
    const [https = 0, http = 0] = this.#servers.map((server) => {
      const address = server.address()
      return address === null || typeof address === 'string' ? 0 : address.port
    })
    return { https, http }
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}
