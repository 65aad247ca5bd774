import { once } from 'node:events'
import { createServer, request as sendRequest, type Server } from 'node:http'

/**
 * A proxy in front of the app that gives its cookies the attributes that they have behind https.
 * Browsers accept these on localhost too, which they trust like https.
 */
export class HttpsCookies {
  readonly url: string
  readonly #server: Server

  private constructor(url: string, server: Server) {
    this.url = url
    this.#server = server
  }

  static async before(appUrl: string): Promise<HttpsCookies> {
    const server = createServer((request, response) => {
      const { method, headers } = request
      const address = new URL(request.url ?? '/', appUrl)
      const forwarded = sendRequest(address, { method, headers }, (answer) => {
        const cookies = answer.headers['set-cookie']?.map((cookie) =>
          cookie.replace('SameSite=Lax', 'SameSite=None; Secure; Partitioned'),
        )
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          ...(cookies === undefined ? {} : { 'set-cookie': cookies }),
        })
        answer.pipe(response)
      })
      forwarded.on('error', (error) => response.destroy(error))
      request.pipe(forwarded)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return new HttpsCookies(`http://localhost:${address.port}`, server)
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}
