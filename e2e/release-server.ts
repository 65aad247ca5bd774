import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** A name with a hash, as the build gives it: `app-Dx3_a91k.js`. */
const hashed = /(\/[\w-]+-[\w-]{8})(\.(?:js|css))/g

/**
 * Stands before the app, and can make it look like another release: all scripts and style sheets
 * have other names there, and the ones that they had are gone, as after a build.
 */
export class ReleaseServer {
  readonly url: string
  readonly #server: ReturnType<typeof createServer>
  readonly #target: URL
  #release = ''

  private constructor(server: ReturnType<typeof createServer>, port: number, target: URL) {
    this.url = `http://localhost:${port}`
    this.#server = server
    this.#target = target
    server.on('request', (incoming, outgoing) => this.#answer(incoming, outgoing))
  }

  static async start(appUrl: string): Promise<ReleaseServer> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return new ReleaseServer(server, address.port, new URL(appUrl))
  }

  /** From now on it is another release, of this name (letters). */
  release(name: string): void {
    this.#release = name
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const asked = incoming.url ?? '/'
    const name = /^\/assets\/(.*)\.(?:js|css)$/.exec(asked)?.[1]
    if (name?.endsWith(this.#release) === false) {
      outgoing.writeHead(404).end()
      return
    }
    const path = name === undefined ? asked : asked.replace(`${this.#release}.`, '.')
    const { hostname, port } = this.#target
    const { 'accept-encoding': _, 'if-none-match': __, ...headers } = incoming.headers
    const options = { hostname, port, path, method: incoming.method, headers }
    const passed = request(options, (answer) => {
      const isText = /^text\/(html|javascript)/.test(answer.headers['content-type'] ?? '')
      if (isText) void this.#sendText(answer, outgoing)
      else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers))
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  }

  async #sendText(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString().replace(hashed, `$1${this.#release}$2`)
    const { 'content-length': _, etag: __, ...headers } = answer.headers
    outgoing.writeHead(answer.statusCode ?? 502, headers).end(text)
  }
}
