import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '#scripts/built-app.mjs'
import { nameRelease, writeFileList } from '#scripts/web-build/file-list.mjs'
import { type Answer, authCodeCall, type DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { AppServer } from './app-server.ts'
import { ReverseProxy } from './reverse-proxy.ts'

/** A file name with a hash, as in the build: `app-Dx3_a91.js`. */
const hashed = /([\w-]+-[\w-]{7})(\.(?:js|css))/g

/** One URL behind which a release of the app can be replaced by another. */
export class ReleaseServer {
  readonly #proxy: ReverseProxy
  readonly #folders: string[] = []
  #app: AppServer

  private constructor(proxy: ReverseProxy, app: AppServer) {
    this.#proxy = proxy
    this.#app = app
  }

  static async start(): Promise<ReleaseServer> {
    const app = await AppServer.start({})
    return new ReleaseServer(await ReverseProxy.start(app.url), app)
  }

  get url(): string {
    return this.#proxy.url
  }

  /**
   * Replaces the release: the same app, but every script and style sheet has a new name, and the
   * old names are gone.
   * @param name suffix of the new file names
   */
  async release(name: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'release-'))
    this.#folders.push(folder)
    const build = await copyRelease(folder, name)
    const before = this.#app
    this.#app = await AppServer.start({}, { build })
    this.#proxy.target = this.#app.url
    await before.stop()
  }

  /**
   * Lets the client give auth codes of this person. The real client does not depend on the app's
   * server: a code that a stopped one owes is never given, and no error of the page.
   */
  giveCodes(client: DingTalkClient, userId: string): void {
    const sandbox = new SandboxControl(this.url)
    client.answer(authCodeCall, async (): Promise<Answer> => {
      const code = await sandbox.authCode(userId).catch(() => undefined)
      return code === undefined ? 'never' : { ok: { code } }
    })
  }

  /** Lets the gateway answer these paths with a page of its own; null for none. */
  takePaths(paths: RegExp | null): void {
    this.#proxy.takenPaths = paths
  }

  /**
   * Holds back the answers to page requests.
   * @returns a function that releases them
   */
  holdPages(): () => void {
    let releaseHeld = () => {}
    this.#proxy.pagesWaitFor = new Promise((resolve) => {
      releaseHeld = resolve
    })
    return () => releaseHeld()
  }

  async stop(): Promise<void> {
    await this.#proxy.stop()
    await this.#app.stop()
    await Promise.all(
      this.#folders.map((folder) => rm(folder, { recursive: true, maxRetries: 10 })),
    )
  }
}

/**
 * The same app, but every script and style sheet has another name.
 * @param folder where it is written
 * @param name suffix of the new file names
 * @returns the folder of the build
 */
export async function copyRelease(folder: string, name: string): Promise<string> {
  const build = join(folder, 'dist')
  await cp(join(root, 'dist'), build, { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await renameFiles(join(build, 'web'), name)
  writeFileList(join(build, 'web'))
  nameRelease(join(build, 'web'))
  return build
}

async function renameFiles(folder: string, ending: string): Promise<void> {
  const paths = await readdir(folder, { recursive: true })
  for (const path of paths.map((name) => join(folder, name))) {
    if (/\.(br|gz)$/.test(path)) await rm(path)
    if (!/\.(js|css|html)$/.test(path)) continue
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(hashed, `$1${ending}$2`))
    const renamed = path.replace(/([\w-]+-[\w-]{7})(\.(?:js|css))$/, `$1${ending}$2`)
    if (renamed !== path) await rename(path, renamed)
  }
}
