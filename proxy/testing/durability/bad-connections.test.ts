import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { z } from 'zod'
import { thirdPartyApp } from '#sandbox/played.ts'
import { builtServer } from '#proxy/testing/built-server.ts'
import { startServerProcess, type ServerProcess } from '#proxy/testing/server-process.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { createBadClient } from './bad-connection.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'

const isLong = process.env['LONG'] === '1'
const perPort = isLong ? 10_000 : 1_000
const atOnce = 50

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

let folder: string
let server: ServerProcess

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-connections-'))
  const printing = new URL('printed-ports.mjs', import.meta.url)
  // The app and its sandbox in one process, as with `npm start`.
  server = await startServerProcess(await builtServer(), folder, {
    NODE_OPTIONS: `--import=${printing.href}`,
  })
  await server.ready()
}, 180_000)

afterEach(async () => {
  await server.end('SIGKILL')
  await rm(folder, { recursive: true, maxRetries: 10 })
})

const openSchema = z.object({ endpoint: z.string(), ticket: z.string() })

/** The path that opens a line to a sandbox's Stream gateway. */
async function streamPath(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: JSON.stringify({
      clientId: thirdPartyApp.suiteKey,
      clientSecret: thirdPartyApp.suiteSecret,
    }),
  })
  const { endpoint, ticket } = openSchema.parse(await answer.json())
  return `${new URL(endpoint).pathname}?ticket=${ticket}`
}

describe(`seed ${seed}`, { timeout: isLong ? 900_000 : 180_000 }, () => {
  it(`${perPort} half-open, reset, garbage and forbidden connections to each port end no process`, async () => {
    onTestFailed(() => void process.stderr.write(server.output.err))
    noteSize(`${perPort} connections to each of 2 ports, seed ${seed}`)
    const random = randomFrom(seed)
    const ports = Array.from(server.output.err.matchAll(/^listens on port (\d+)$/gm), ([, port]) =>
      Number(port),
    )
    const ours = Number(new URL(server.url).port)
    const [played = 0, ...others] = ports.filter((port) => port !== ours)
    expect(others).toEqual([])
    for (const port of [played, ours]) {
      const client = createBadClient(port, random, () =>
        port === played ? streamPath(port) : null,
      )
      let left = perPort
      const misuse = async () => {
        while (left-- > 0) await client.misuse()
      }
      await Promise.all(Array.from({ length: atOnce }, misuse))
      client.close()
    }
    await server.ready()
    expect((await fetch(`http://127.0.0.1:${played}/_sandbox/samples`)).status).toBe(200)
    // The store of a busy machine may be slow.
    const failures = server
      .logLines()
      .filter(({ level, code }) => level === 'error' && code !== 'store-unavailable')
    expect(failures).toEqual([])
    expect(await server.end('SIGTERM')).toBe(0)
  })
})
