import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '#proxy/base/free-port.ts'
import { configOf, limits } from './image.ts'

const run = promisify(execFile)

const startLimitMs = 60_000

/** An image that runs as its own user, on this machine's network. */
export type Container = {
  url: string
  /** Milliseconds until it was ready. */
  readyAfterMs: number
  /** The user id that its server runs as. */
  userId: number
  output(): string
  /** @returns the exit code of the image's health check */
  checkHealth(): Promise<number>
  /** Runs a command beside its server, as `docker exec` does. */
  exec(command: string, input?: string): Promise<{ code: number; output: string }>
  /** Sends its server SIGTERM. @returns the exit code */
  stop(): Promise<number>
  /** Whether a file is there after it was stopped. */
  has(path: string): Promise<boolean>
  remove(): Promise<void>
}

export async function startContainer(
  image: string,
  settings: Record<string, string>,
): Promise<Container> {
  const { User, Cmd, Healthcheck } = await configOf(image)
  const port = await freePort()
  const { stdout } = await run('buildah', ['from', '--pull-never', ...limits, image])
  const container = stdout.trim()
  const env = Object.entries({ ...settings, HOST: '127.0.0.1', PORT: String(port) })
  const runWords = [
    'run',
    '--isolation=chroot',
    '--network=host',
    `--user=${User}`,
    ...env.map(([name, value]) => `--env=${name}=${value}`),
    container,
    '--',
  ]
  const begun = performance.now()
  const child = spawn('buildah', [...runWords, ...Cmd], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() > begun + startLimitMs)
      throw new Error(`the image did not start: ${said}`)
    await pause(20)
  }
  const readyAfterMs = performance.now() - begun
  const server = serverBelow(child.pid ?? 0)
  return {
    url,
    readyAfterMs,
    userId: Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${server}/status`, 'utf8'))?.[1]),
    output: () => said,
    async checkHealth() {
      const [, ...command] = Healthcheck?.Test ?? []
      const check = spawn('buildah', [...runWords, ...command], { stdio: 'ignore' })
      const [code] = await once(check, 'exit')
      return Number(code)
    },
    async exec(command, input = '') {
      const words = [...runWords, 'sh', '-c', command]
      const ran = spawn('buildah', words, { stdio: ['pipe', 'pipe', 'pipe'] })
      let output = ''
      for (const stream of [ran.stdout, ran.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text))
      ran.stdin.end(input)
      const [code] = await once(ran, 'close')
      return { code: Number(code), output }
    },
    async stop() {
      process.kill(server, 'SIGTERM')
      const [code] = await exited
      return Number(code)
    },
    async has(path) {
      const check = spawn('buildah', [...runWords, 'test', '-e', path], { stdio: 'ignore' })
      const [code] = await once(check, 'exit')
      return code === 0
    },
    async remove() {
      await run('buildah', ['rm', container])
    },
  }
}

/** The process of Node below that of buildah, which passes no signals on; 0 if there is none. */
function serverBelow(pid: number): number {
  const [program] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  if (basename(program ?? '') === 'node') return pid
  const tasks = readdirSync(`/proc/${pid}/task`)
  const children = tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  )
  for (const child of children) {
    const found = serverBelow(Number(child))
    if (found !== 0) return found
  }
  return 0
}
