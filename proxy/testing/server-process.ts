import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { vi } from 'vitest'
import { freePort } from '#proxy/base/free-port.ts'

/** The server in its own process. */
export type ServerProcess = {
  url: string
  child: ChildProcess
  output: { out: string; err: string }
  /** Its log, one parsed line each. */
  logLines: () => Record<string, unknown>[]
  ready: () => Promise<void>
  /** Sends a signal unless it has ended. @returns its exit code; null if the signal ended it */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

/**
 * @param entry see `builtServer`
 * @param folder its working directory, whose `.env` it reads
 * @param args of the entry
 */
export async function startServerProcess(
  entry: string,
  folder: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: String(port), ...env },
  })
  const exited = once(child, 'exit')
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += String(chunk)))
  child.stderr.on('data', (chunk) => (output.err += String(chunk)))
  return {
    url,
    child,
    output,
    logLines: () =>
      output.out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    ready: () =>
      vi.waitFor(
        async () => {
          if (child.exitCode !== null) throw new Error(`the server has ended: ${output.err}`)
          const answer = await fetch(`${url}/readyz`)
          if (answer.status !== 200) throw new Error('the server is not ready')
        },
        { timeout: 60_000, interval: 50 },
      ),
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}
