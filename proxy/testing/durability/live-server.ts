import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { freePort } from '#proxy/base/free-port.ts'

export const noticeSecret = 'the-secret-of-the-notices'
export const publicUrl = 'http://contracts.example'

export type LiveServerSettings = {
  /** See `builtServer`. */
  entry: string
  dataDir: string
  /** The sandbox, or a gateway in front of it. */
  sandboxUrl: string
  /** A folder without a `.env`. */
  cwd: string
  env?: Record<string, string>
}

/** The server in its own process, in live mode, with its own engine. */
export type LiveServer = {
  url: string
  child: ChildProcess
  /** Resolves to true once the server is ready, to false if it ended before. */
  ready: Promise<boolean>
  exited: Promise<unknown>
  /** Its output so far, from both streams. */
  output(): string
  kill(): Promise<void>
}

export async function launchServer(settings: LiveServerSettings): Promise<LiveServer> {
  const port = await freePort()
  const child = spawn(process.execPath, [settings.entry], {
    cwd: settings.cwd,
    env: {
      PATH: process.env['PATH'],
      ...internal,
      DINGTALK_API_URL: settings.sandboxUrl,
      DINGTALK_OAPI_URL: settings.sandboxUrl,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      SESSION_SECRET: 'a-session-secret-of-more-than-32-bytes',
      ESIGN_NOTICE_SECRET: noticeSecret,
      OPERATOR_USER_IDS: 'wangwu',
      DATA_DIR: settings.dataDir,
      ...settings.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const url = `http://127.0.0.1:${port}`
  const exited = once(child, 'exit')
  const ready = becomesReady(url, child)
  return {
    url,
    child,
    ready,
    exited,
    output: () => said,
    async kill() {
      child.kill('SIGKILL')
      await exited
      await ready
    },
  }
}

async function becomesReady(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok === true) return true
    await sleep(20)
  }
  return false
}
