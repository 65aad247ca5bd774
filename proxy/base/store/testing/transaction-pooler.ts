import { once } from 'node:events'
import { createServer, Socket } from 'node:net'
import pLimit from 'p-limit'
import { Client } from 'pg'
import { portOf } from '#proxy/testing/listen.ts'

/** Who has the session, until nothing is asked and no transaction is open. */
type Turn = { socket: Socket; unanswered: number; end: () => void }

/**
 * One session of Postgres for all clients, by turns of a transaction each, as behind PgBouncer with
 * `pool_mode = transaction`.
 * @param port where it listens; a free one by default
 */
export async function startTransactionPooler(databaseUrl: string, port = 0) {
  const session = new Socket()
  const client = new Client({ connectionString: databaseUrl, stream: () => session })
  // It does not know when the session ends.
  client.on('error', () => {})
  await client.connect()
  // From here on the answers are ours.
  session.removeAllListeners('data')
  const inTurn = pLimit(1)
  let turn: Turn | null = null

  function takeTurn(socket: Socket): Promise<Turn> {
    return new Promise((begin) => {
      void inTurn(
        () =>
          new Promise<void>((end) => {
            turn = { socket, unanswered: 0, end }
            begin(turn)
          }),
      )
    })
  }

  async function serve(socket: Socket): Promise<void> {
    const messages = messagesOf(socket, false)
    await messages.next()
    socket.write(welcome)
    for await (const message of messages) {
      if (typeOf(message) === 'X') break
      const ours = turn?.socket === socket ? turn : await takeTurn(socket)
      if (['Q', 'S'].includes(typeOf(message))) ours.unanswered += 1
      session.write(message)
    }
    socket.end()
    if (turn?.socket !== socket) return
    turn.unanswered += 1
    session.write(rollback)
  }

  async function answer(): Promise<void> {
    for await (const message of messagesOf(session, true)) {
      if (turn === null) continue
      if (turn.socket.writable) turn.socket.write(message)
      if (typeOf(message) !== 'Z') continue
      turn.unanswered -= 1
      if (turn.unanswered > 0 || message.at(-1) !== idle) continue
      const { end } = turn
      turn = null
      end()
    }
  }

  const server = createServer((socket) => void serve(socket).catch(() => socket.destroy()))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const answering = answer().catch(() => {})
  return {
    url: `postgres://127.0.0.1:${portOf(server)}/behind-a-pooler`,
    async stop(): Promise<void> {
      server.close()
      session.destroy()
      await answering
    },
  }
}

const idle = 'I'.charCodeAt(0)

function typeOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0)
}

/** A message of Postgres' protocol. */
function messageOf(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(content.length + 4, 1)
  return Buffer.concat([head, content])
}

/** Let in without a password, and ready. */
const welcome = Buffer.concat([messageOf('R', Buffer.alloc(4)), messageOf('Z', Buffer.from('I'))])

const rollback = messageOf('Q', Buffer.from('rollback\0'))

/** @param hasTypes whether the first message has a type, which a client's has not */
async function* messagesOf(
  source: AsyncIterable<Buffer>,
  hasTypes: boolean,
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  let head = hasTypes ? 1 : 0
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= head + 4) {
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) break
      const message = rest.subarray(0, length)
      rest = rest.subarray(length)
      head = 1
      yield message
    }
  }
}
