import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#proxy/base/free-port.ts'
import { adapted, recipe } from './recipe.ts'

const startLimitMs = 20_000

/** Debian's HAProxy with the recipe of docs/deployment.md, in front of one database server. */
export type Switch = {
  /** The database behind it. */
  url: string
  /** Leads to another server from now on, by a reload as systemd does it. */
  move(port: number): Promise<void>
  stop(): Promise<void>
}

export async function startSwitch(target: number): Promise<Switch> {
  const folder = await mkdtemp(join(tmpdir(), 'haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  const port = await freePort()
  const pointAt = (server: number) =>
    writeFile(
      file,
      adapted(recipe('haproxy', 'server primary'), {
        'bind 127.0.0.1:5432': `bind 127.0.0.1:${port}`,
        '10.0.0.11:5432': `127.0.0.1:${server}`,
      }),
    )
  await pointAt(target)
  const child = spawn('/usr/sbin/haproxy', ['-W', '-f', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const lastly = performance.now() + startLimitMs
  while (!(await isListening(port))) {
    if (child.exitCode !== null || performance.now() > lastly)
      throw new Error(`HAProxy did not start: ${said}`)
    await pause(20)
  }
  return {
    url: `postgres://esign@127.0.0.1:${port}/postgres`,
    async move(server) {
      await pointAt(server)
      child.kill('SIGUSR2')
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      await rm(folder, { recursive: true })
    },
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
