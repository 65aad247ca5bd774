import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#proxy/base/free-port.ts'
import { makeCertificate, type Certificate } from './certificate.ts'
import { adapted, recipe } from './recipe.ts'

const startLimitMs = 20_000

/** Debian's nginx with the recipe of docs/deployment.md. */
export class Nginx {
  readonly port: number
  /** The certificate that a client has to trust, PEM. */
  readonly ca: string
  readonly #folder: string
  #process: ChildProcess | null = null

  private constructor(folder: string, port: number, { ca }: Certificate) {
    this.#folder = folder
    this.port = port
    this.ca = ca
  }

  /** Chooses a port, which the app has to know as its `PUBLIC_URL`. */
  static async create(): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'nginx-'))
    await chmod(folder, 0o711)
    const made = await makeCertificate()
    await writeFile(join(folder, 'cert.pem'), made.cert)
    await writeFile(join(folder, 'key.pem'), made.key)
    await mkdir(join(folder, 'temp'))
    return new Nginx(folder, await freePort(), made)
  }

  get url(): string {
    return `https://localhost:${this.port}`
  }

  /** What nginx has logged, which includes bodies that it wrote to files. */
  get log(): string {
    return readFileSync(join(this.#folder, 'error.log'), 'utf8')
  }

  /**
   * Starts it, or starts it again with another recipe.
   * @param appUrl the app behind it
   * @param change makes a gateway that departs from the recipe
   */
  async start(appUrl: string, change = (server: string) => server): Promise<void> {
    await this.#end()
    const server = adapted(recipe('nginx', 'proxy_pass'), {
      'listen 443 ssl': `listen 127.0.0.1:${this.port} ssl`,
      '/etc/ssl/contracts.pem': join(this.#folder, 'cert.pem'),
      '/etc/ssl/contracts.key': join(this.#folder, 'key.pem'),
      'http://127.0.0.1:8080': appUrl.replace('localhost', '127.0.0.1'),
    })
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const config = [
      'daemon off;',
      `pid ${join(this.#folder, 'nginx.pid')};`,
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      'events {}',
      'http {',
      'access_log off;',
      ...temp.map((name) => `${name}_temp_path ${join(this.#folder, 'temp', name)};`),
      change(server),
      '}',
    ].join('\n')
    const file = join(this.#folder, 'nginx.conf')
    const log = join(this.#folder, 'error.log')
    await writeFile(file, config)
    await writeFile(log, '')
    const child = spawn('nginx', ['-p', this.#folder, '-e', log, '-c', file], { stdio: 'ignore' })
    this.#process = child
    const lastly = performance.now() + startLimitMs
    while (!(await isListening(this.port))) {
      if (child.exitCode !== null || performance.now() > lastly)
        throw new Error(`nginx did not start: ${this.log}`)
      await pause(20)
    }
  }

  async stop(): Promise<void> {
    await this.#end()
    await rm(this.#folder, { recursive: true })
  }

  async #end(): Promise<void> {
    const child = this.#process
    if (child === null || child.exitCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
