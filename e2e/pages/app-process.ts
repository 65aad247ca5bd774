import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { freePort } from '#proxy/base/free-port.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'

/** Controls of happy-dom. */
declare const happyDOM: { setURL: (url: string) => void }

/** The app's server on its sandbox, for the tests of one file. */
export type ServedApp = {
  url: string
  sandbox: SandboxControl
}

/**
 * Serves the app while the tests of this file run. Each test starts with the sandbox's seeds.
 * @param settings environment variables as in `.env.example`
 */
export function serveApp(settings: Record<string, string> = {}): () => ServedApp {
  let app: ServedApp | undefined
  let stop = async () => {}

  beforeAll(async () => {
    const port = await freePort()
    const folder = await mkdtemp(join(tmpdir(), 'pages-'))
    const child = spawn(process.execPath, [await builtServer()], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: await newDatabase(),
        PORT: String(port),
        LOG_LEVEL: 'silent',
        ...settings,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const exited = once(child, 'exit')
    stop = async () => {
      child.kill('SIGTERM')
      await exited
      await rm(folder, { recursive: true, maxRetries: 10 })
    }
    let said = ''
    await new Promise<void>((begin, reject) => {
      child.once('exit', () => reject(new Error(`the app did not start:\n${said}`)))
      child.stderr.on('data', (text) => {
        said += String(text)
        // The server prints these addresses last.
        if (said.includes('/flows/')) begin()
      })
    })
    const url = `http://localhost:${port}`
    // The sandbox is controlled by the app's own pages alone.
    happyDOM.setURL(url)
    app = { url, sandbox: new SandboxControl(url) }
  })

  beforeEach(async () => app?.sandbox.reset())

  afterAll(() => stop())

  return () => {
    if (app === undefined) throw new Error('the app is not served yet')
    return app
  }
}
