import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { AppServer } from './app-server.ts'

type Pooled = { app: AppServer; settings: string }

/**
 * Keeps apps running for the next worker that wants the same settings: each file may want others,
 * and starting an app takes seconds. The pool runs in Playwright's
 * main process; workers reach it over HTTP.
 */
export class AppPool {
  readonly url: string
  readonly #server: Server
  readonly #used = new Map<string, Pooled>()
  #idle: Pooled[] = []

  private constructor(server: Server, port: number) {
    this.#server = server
    this.url = `http://127.0.0.1:${port}`
    server.on('request', (request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        const answer = request.url === '/leave' ? this.#leave(body) : this.#take(body)
        answer.then(
          (text) => response.end(text),
          (error: unknown) => response.writeHead(500).end(String(error)),
        )
      })
    })
  }

  static async start(): Promise<AppPool> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return new AppPool(server, address.port)
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    const all = [...this.#idle, ...this.#used.values()]
    await Promise.all(all.map(({ app }) => app.stop()))
  }

  async #take(settings: string): Promise<string> {
    const idle = this.#idle.find((pooled) => pooled.settings === settings)
    this.#idle = this.#idle.filter((pooled) => pooled !== idle)
    const pooled = idle ?? { app: await AppServer.start(JSON.parse(settings)), settings }
    const { url, outputFile } = pooled.app
    this.#used.set(url, pooled)
    return JSON.stringify({ url, outputFile })
  }

  /** @param body the app's URL, and whether the app is in its initial state */
  async #leave(body: string): Promise<string> {
    const { url, isGood }: { url: string; isGood: boolean } = JSON.parse(body)
    const pooled = this.#used.get(url)
    this.#used.delete(url)
    if (pooled === undefined) return ''
    if (isGood) this.#idle.push(pooled)
    else await pooled.app.stop()
    return ''
  }
}
