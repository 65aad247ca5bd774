import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** A gateway in front of the app that lets a test control the network of its pages. */
export class ReverseProxy {
  readonly url: string
  /** The app's URL. */
  target: string
  /** HTML pages are answered after this resolves; scripts and API calls pass immediately. */
  pagesWaitFor: Promise<void> = Promise.resolve()
  /** Paths that the gateway answers itself, with a page that may be cached. */
  takenPaths: RegExp | null = null
  readonly #server: ReturnType<typeof createServer>

  private constructor(url: string, target: string, server: ReturnType<typeof createServer>) {
    this.url = url
    this.target = target
    this.#server = server
    server.on('request', (incoming, outgoing) => {
      if (this.takenPaths?.test(incoming.url ?? '') === true) {
        outgoing.setHeader('content-type', 'text/html').setHeader('cache-control', 'max-age=86400')
        outgoing.end('<!doctype html><h1>Log in</h1>')
        return
      }
      const isPage = incoming.headers.accept?.includes('text/html') === true
      if (isPage) void this.pagesWaitFor.then(() => passOn(this.target, incoming, outgoing))
      else passOn(this.target, incoming, outgoing)
    })
  }

  static async start(target: string): Promise<ReverseProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return new ReverseProxy(`http://localhost:${address.port}`, target, server)
  }

  /** Breaks all open connections; new ones can be made. */
  breakConnections(): void {
    this.#server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }
}

/** Passes a request to the app, and its answer back. */
export function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { url: path, method, headers } = incoming
  const { hostname, port } = new URL(target)
  const passed = request({ hostname, port, path, method, headers }, (answer) =>
    answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers)),
  )
  passed.on('error', () => outgoing.destroy())
  outgoing.on('close', () => passed.destroy())
  incoming.pipe(passed)
}
