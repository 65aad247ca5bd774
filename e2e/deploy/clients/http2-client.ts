import { once } from 'node:events'
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import { connect as connectTls } from 'node:tls'

export type Headers = Record<string, string>

/** An answer that may still be coming. */
export type Answer = {
  status: number
  headers: Record<string, unknown>
  /** What has come so far, with the time of each piece by `performance.now()`. */
  pieces: { at: number; bytes: Buffer }[]
  /** Resolves with the whole body as text. */
  text: Promise<string>
  leave(): void
}

export type ClientOptions = {
  port: number
  /** The certificate to trust, PEM. */
  ca: string
  /** The address of this machine to call from. */
  from?: string
}

/** A client that checks certificates and speaks nothing but HTTP/2. */
export class Http2Client {
  readonly #session: ClientHttp2Session

  private constructor(session: ClientHttp2Session) {
    this.#session = session
  }

  /** @throws if the certificate is not trusted, or the server does not speak HTTP/2 */
  static async connect({ port, ca, from }: ClientOptions): Promise<Http2Client> {
    const options = {
      host: '127.0.0.1',
      port,
      ca,
      servername: 'localhost',
      ALPNProtocols: ['h2'],
      ...(from === undefined ? {} : { localAddress: from }),
    }
    const socket = connectTls(options)
    await once(socket, 'secureConnect')
    if (socket.alpnProtocol !== 'h2') throw new Error(`it speaks ${socket.alpnProtocol}`)
    const session = connect(`https://localhost:${port}`, { createConnection: () => socket })
    await once(session, 'connect')
    return new Http2Client(session)
  }

  close(): void {
    this.#session.destroy()
  }

  /** Resolves once the head of the answer is there. */
  async send(
    method: string,
    path: string,
    headers: Headers = {},
    body?: string | Buffer,
  ): Promise<Answer> {
    const stream = this.#session.request({ ':method': method, ':path': path, ...headers })
    stream.end(body)
    return answerOf(stream)
  }

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, headers)
  }

  post(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    const json = { 'content-type': 'application/json', ...headers }
    return this.send('POST', path, json, JSON.stringify(body))
  }
}

async function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  const pieces: Answer['pieces'] = []
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('close', resolve).once('error', reject)
  })
  const head = new Promise<Record<string, unknown>>((resolve, reject) => {
    stream.once('response', (headers) => resolve({ ...headers })).once('error', reject)
  })
  stream.on('data', (bytes: Buffer) => pieces.push({ at: performance.now(), bytes }))
  const headers = await head
  const text = ended.then(() => Buffer.concat(pieces.map(({ bytes }) => bytes)).toString())
  // A server that refuses a body early may end the stream with an error after the answer.
  text.catch(() => {})
  return {
    status: Number(headers[':status']),
    headers,
    pieces,
    text,
    leave: () => stream.close(),
  }
}
