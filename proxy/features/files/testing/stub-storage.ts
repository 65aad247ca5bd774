import { text } from 'node:stream/consumers'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { play } from '#proxy/testing/sample-replies.ts'
import type { StubAnswer } from '#proxy/testing/stub-upstream.ts'
import { listen, stopListening } from '#proxy/testing/listen.ts'

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

/** DingTalk, e签宝 and its storage on one origin. */
export type StubStorage = {
  url: string
  /** Bodies of the calls for an upload address. */
  announced: unknown[]
  puts: Put[]
  /** Answers calls for an upload address; by default with an address of this stub. */
  answerAddress: () => StubAnswer
  /** Answers calls for a file's state. */
  answerFile: () => StubAnswer
  /** Answers a PUT on its first bytes, before the rest is read. */
  answerEarly: ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>) | null
  /** Answers a PUT once it is complete. */
  answerPut: (response: ServerResponse) => void
  close(): Promise<void>
}

export async function startStubStorage(): Promise<StubStorage> {
  const server = createServer((request, response) => {
    void (request.method === 'PUT' ? takePut(request, response) : takeCall(request, response))
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

  async function takeCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request)
    const body: unknown = sent === '' ? undefined : JSON.parse(sent)
    const answer = await answerCall(request.url ?? '', body)
    if (!('body' in answer)) return
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.body))
  }

  function answerCall(path: string, body: unknown): StubAnswer | Promise<StubAnswer> {
    if (path.startsWith('/v2.0/esign/files/uploadUrls')) {
      stub.announced.push(body)
      return stub.answerAddress()
    }
    if (path.startsWith('/v2.0/esign/files/')) return stub.answerFile()
    return play()({ method: 'POST', path, token: undefined, body })
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
    close: () => stopListening(server),
  }
  return stub
}
