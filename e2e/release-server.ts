import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/built-app.mjs'
import { AppServer } from './app-server.ts'

/** A name with a hash, as the build gives it: `app-Dx3_a91k.js`. */
const hashed = /([\w-]+-[\w-]{8})(\.(?:js|css))/g

/** One address, behind which one release of the app takes the place of another. */
export class ReleaseServer {
  readonly url: string
  readonly #server: ReturnType<typeof createServer>
  readonly #folders: string[] = []
  #app: AppServer

  private constructor(url: string, server: ReturnType<typeof createServer>, app: AppServer) {
    this.url = url
    this.#server = server
    this.#app = app
    server.on('request', (incoming, outgoing) => this.#pass(incoming, outgoing))
  }

  static async start(): Promise<ReleaseServer> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return new ReleaseServer(`http://localhost:${address.port}`, server, await AppServer.start({}))
  }

  /**
   * Puts another release in the place of the one there: the same app, but every script and style
   * sheet has another name, and the ones that they had are gone.
   * @param name letters that the names of its files end with
   */
  async release(name: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'release-'))
    this.#folders.push(folder)
    const build = join(folder, 'dist')
    await cp(join(root, 'dist'), build, { recursive: true })
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    await renameFiles(join(build, 'web'), name)
    const before = this.#app
    this.#app = await AppServer.start({}, build)
    await before.stop()
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
    await this.#app.stop()
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true })))
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url: path, method, headers } = incoming
    const { hostname, port } = new URL(this.#app.url)
    const passed = request({ hostname, port, path, method, headers }, (answer) =>
      answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers)),
    )
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  }
}

async function renameFiles(folder: string, ending: string): Promise<void> {
  const paths = await readdir(folder, { recursive: true })
  for (const path of paths.map((name) => join(folder, name))) {
    if (/\.(br|gz)$/.test(path)) await rm(path)
    if (!/\.(js|css|html)$/.test(path)) continue
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(hashed, `$1${ending}$2`))
    const renamed = path.replace(/([\w-]+-[\w-]{8})(\.(?:js|css))$/, `$1${ending}$2`)
    if (renamed !== path) await rename(path, renamed)
  }
}
