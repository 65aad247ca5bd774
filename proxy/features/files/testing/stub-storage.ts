import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { DecideFault, FaultAnswer } from '#sandbox/state/faults.ts'
import { listen, stopListening } from '#proxy/testing/listen.ts'
import { startUpstream } from '#proxy/testing/upstream.ts'

/** An upload to the storage. */
export type Put = {
  /** Includes the query. */
  path: string
  headers: IncomingMessage['headers']
  bytes: number
  md5: string
  /** False if the sender broke off. */
  isWhole: boolean
}

/** The sandbox, on one origin with a storage whose every byte a test decides on. */
export type StubStorage = {
  url: string
  /** Bodies of the calls for an upload address. */
  announced: unknown[]
  puts: Put[]
  /** Answers calls for an upload address; by default with an address of this stub. */
  answerAddress: () => FaultAnswer
  /** Answers calls for a file's state. */
  answerFile: () => FaultAnswer
  /** Answers a PUT on its first bytes, before the rest is read. */
  answerEarly: ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>) | null
  /** Answers a PUT once it is complete. */
  answerPut: (response: ServerResponse) => void
  close(): Promise<void>
}

export async function startStubStorage(): Promise<StubStorage> {
  const upstream = await startUpstream(decideFault)
  const answerCall = getRequestListener((request, bindings) =>
    upstream.sandbox.fetch(request, bindings),
  )
  const server = createServer((request, response) => {
    void (request.method === 'PUT' ? takePut(request, response) : answerCall(request, response))
  })

  async function takePut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const md5 = createHash('md5')
    const put = { path: request.url ?? '', headers: request.headers, bytes: 0, isWhole: true }
    try {
      for await (const chunk of request) {
        const { answerEarly } = stub
        if (put.bytes === 0 && answerEarly !== null) await answerEarly(request, response)
        md5.update(Buffer.from(chunk))
        put.bytes += Buffer.byteLength(chunk)
      }
    } catch {
      put.isWhole = false
    }
    stub.puts.push({ ...put, md5: md5.digest('base64') })
    if (put.isWhole && !response.writableEnded) stub.answerPut(response)
  }

  function decideFault({ path, body }: Parameters<DecideFault>[0]): FaultAnswer | undefined {
    if (path.startsWith('/v2.0/esign/files/uploadUrls')) {
      stub.announced.push(body)
      return stub.answerAddress()
    }
    return path.startsWith('/v2.0/esign/files/') ? stub.answerFile() : undefined
  }

  const url = await listen(server)
  const stub: StubStorage = {
    url,
    announced: [],
    puts: [],
    answerAddress: () => ({
      body: { fileId: 'file-1', uploadUrl: `${url}/storage/file-1?Signature=a%2Bb%3D` },
    }),
    answerFile: () => ({ body: { fileId: 'file-1', name: '合同.pdf', size: 3, status: 2 } }),
    answerEarly: null,
    answerPut: (response) => void response.end(),
    async close() {
      await stopListening(server)
      await upstream.close()
    },
  }
  return stub
}
