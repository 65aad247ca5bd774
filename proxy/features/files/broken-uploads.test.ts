import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { maxFileBytes } from '#shared/rules/file-rules.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { silence } from '#proxy/testing/sample-replies.ts'
import { startListeningProxy, type ListeningProxy } from './testing/listening-proxy.ts'
import { fileHeader, multipart, multipartEnd, multipartType } from './testing/multipart-body.ts'
import { startStubStorage, type StubStorage } from './testing/stub-storage.ts'

/** Uploads that break off, over real sockets. They must leave no files behind. */

let temp: string
let storage: StubStorage
let proxy: ListeningProxy
let socket: Socket | undefined

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'uploads-'))
  vi.stubEnv('TMPDIR', temp)
  storage = await startStubStorage()
  proxy = await startListeningProxy(storage.url, await newDatabase())
})

afterEach(async () => {
  socket?.destroy()
  await proxy.close()
  await storage.close()
  await rm(temp, { recursive: true })
})

/** The files in the temporary folder. */
async function spooled(): Promise<string[]> {
  const entries = await readdir(temp, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

const nothingStays = () => vi.waitFor(async () => expect(await spooled()).toEqual([]))

/** Starts an upload over a raw socket and sends the start of its body. */
async function begin(start: Buffer, length: number): Promise<Socket> {
  const { port, host } = new URL(proxy.url)
  const opened = connect(Number(port), '127.0.0.1')
  socket = opened
  const lines = [
    'POST /api/files HTTP/1.1',
    `Host: ${host}`,
    `Cookie: ${proxy.headers.cookie}`,
    `Origin: ${proxy.headers.origin}`,
    `Content-Type: ${multipartType}`,
    `Content-Length: ${length}`,
  ]
  await once(opened, 'connect')
  opened.write(`${lines.join('\r\n')}\r\n\r\n`)
  opened.write(start)
  return opened
}

function send(body: Buffer): Promise<Response> {
  const headers = { ...proxy.headers, 'content-type': multipartType }
  return fetch(`${proxy.url}/api/files`, { method: 'POST', headers, body: new Uint8Array(body) })
}

const pdf = Buffer.from(`%PDF-1.7\n${'x'.repeat(3_000_000)}`)
const whole = multipart({ name: 'a.pdf', content: pdf })

describe('no file stays when the browser disconnects', () => {
  it('while it sends', async () => {
    const client = await begin(whole.subarray(0, 1_000_000), whole.length)
    await vi.waitFor(async () => expect(await spooled()).toHaveLength(1))
    client.destroy()
    await nothingStays()
    expect(storage.announced).toEqual([])
  })

  it('before the file has begun', async () => {
    const client = await begin(whole.subarray(0, 20), whole.length)
    client.destroy()
    await nothingStays()
  })

  it('while e签宝 is asked for an upload address', async () => {
    storage.answerAddress = () => silence
    const client = await begin(whole, whole.length)
    await vi.waitFor(() => expect(storage.announced).toHaveLength(1))
    expect(await spooled()).toHaveLength(1)
    client.destroy()
    await nothingStays()
    expect(storage.puts).toEqual([])
  })

  it('while the file is sent to the storage, that request is aborted too', async () => {
    // More than the socket buffers can take.
    const large = multipart({ name: 'a.pdf', content: Buffer.alloc(20_000_000, '%PDF-') })
    let arrived = false
    let release = () => {}
    storage.answerEarly = () => {
      arrived = true
      return new Promise((resolve) => (release = resolve))
    }
    const client = await begin(large, large.length)
    await vi.waitFor(() => expect(arrived).toBe(true))
    expect(await spooled()).toHaveLength(1)
    client.destroy()
    await nothingStays()
    release()
    await vi.waitFor(() => expect(storage.puts).toMatchObject([{ isWhole: false }]))
  })

  it('while the storage has not answered yet', async () => {
    storage.answerPut = () => {}
    const client = await begin(whole, whole.length)
    await vi.waitFor(() => expect(storage.puts).toHaveLength(1))
    client.destroy()
    await nothingStays()
  })
})

describe('when the storage', () => {
  const xml = '<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code></Error>'

  it('refuses the file, the person is told', async () => {
    storage.answerPut = (response) => response.writeHead(403).end(xml)
    const answer = await send(whole)
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({
      code: 'storage-refused',
      title: expect.stringContaining('403, SignatureDoesNotMatch'),
    })
    expect(storage.puts).toHaveLength(1)
    await nothingStays()
  })

  it('refuses the file before all of it has arrived', async () => {
    storage.answerEarly = (request, response) => {
      response.writeHead(403, { connection: 'close' }).end(xml)
      request.resume()
    }
    const answer = await send(whole)
    expect(await answer.json()).toMatchObject({ code: 'storage-refused' })
    await nothingStays()
  })

  it('breaks off, the file is sent once more', async () => {
    let broken = false
    storage.answerEarly = (request) => {
      if (!broken) request.socket.destroy()
      broken = true
    }
    expect((await send(whole)).status).toBe(201)
    expect(storage.puts).toMatchObject([{ isWhole: false }, { isWhole: true, bytes: pdf.length }])
    await nothingStays()
  })

  it('goes on failing, the person is told', async () => {
    storage.answerPut = (response) => response.writeHead(503).end()
    const answer = await send(whole)
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-unavailable' })
    expect(storage.puts).toHaveLength(2)
    await nothingStays()
  })

  it('redirects, the redirect is not followed', async () => {
    storage.answerPut = (response) => {
      response.writeHead(307, { location: `${storage.url}/elsewhere` }).end()
    }
    expect(await (await send(whole)).json()).toMatchObject({ code: 'storage-refused' })
    expect(storage.puts).toHaveLength(1)
  })
})

describe('a file that is too large', () => {
  it('is refused before it is read, when its length is given', async () => {
    const client = await begin(Buffer.from(fileHeader({ name: 'a.pdf' })), maxFileBytes * 2)
    const [answer] = await once(client, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 .*"request-too-large"/s)
    await nothingStays()
  })

  it('is refused as soon as it gets too large, when its length is not given', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    let sent = 0
    async function* endless() {
      yield Buffer.from(`${fileHeader({ name: 'a.pdf' })}%PDF-`)
      while (sent < 80 * chunk.length) {
        sent += chunk.length
        yield chunk
        await new Promise((resolve) => setImmediate(resolve))
      }
      yield Buffer.from(multipartEnd)
    }
    const answer = await fetch(`${proxy.url}/api/files`, {
      method: 'POST',
      headers: { ...proxy.headers, 'content-type': multipartType },
      body: ReadableStream.from(endless()),
      duplex: 'half',
    })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ code: 'request-too-large' })
    expect(sent).toBeLessThan(80 * chunk.length)
    expect(storage.announced).toEqual([])
    await nothingStays()
  })
})
