import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'

/** The header of a TLS record: its kind, its version, and the length of what follows. */
const headerBytes = 5

/** The kind of a record with data of the application. */
const applicationData = 23

/** Stands before a TLS server and notes how long the records are that it sends. */
export class RecordSizes {
  readonly port: number
  /** Bytes of each record of data, without its header. */
  readonly sizes: number[] = []
  readonly #server: Server

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
  }

  static async before(target: number): Promise<RecordSizes> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    const made = new RecordSizes(server, address.port)
    server.on('connection', (client) => {
      const upstream = connect(target, '127.0.0.1')
      client.on('error', () => upstream.destroy()).pipe(upstream)
      upstream.on('error', () => client.destroy()).pipe(client)
      let rest: Buffer = Buffer.alloc(0)
      upstream.on('data', (chunk: Buffer) => {
        rest = made.#note(Buffer.concat([rest, chunk]))
      })
    })
    return made
  }

  async stop(): Promise<void> {
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** @returns the beginning of a record that has not come whole */
  #note(bytes: Buffer): Buffer {
    let at = 0
    while (bytes.length >= at + headerBytes) {
      const size = bytes.readUInt16BE(at + 3)
      if (bytes.length < at + headerBytes + size) break
      if (bytes[at] === applicationData) this.sizes.push(size)
      at += headerBytes + size
    }
    return bytes.subarray(at)
  }
}
