import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { listen, portOf } from '#proxy/testing/listen.ts'
import { Pipe } from './pipe.ts'
import type { Network } from '#bench/network.ts'

/**
 * Bytes that a sender may have in flight, about as many as a kernel allows on such a link. Without
 * a limit the server would send everything at once, and an urgent answer would queue behind it.
 */
const roomBytes = 64 * 1024

/**
 * A slow link: relays TCP connections to a port of this machine. All connections share one rate per
 * direction. Connecting takes a round trip, like TCP's handshake. There is no slow start and no
 * loss.
 */
export class Relay {
  readonly port: number
  readonly #server: Server
  readonly #network: Network
  readonly #up: Pipe
  readonly #down: Pipe
  readonly #sockets = new Set<Socket>()
  #isCut = false

  private constructor(server: Server, targetPort: number, network: Network) {
    const { upBitsPerSecond, downBitsPerSecond, roundTripMs } = network
    const pipe = (bits: number) =>
      new Pipe({ bytesPerSecond: bits / 8, delayMs: roundTripMs / 2 }, roomBytes)
    this.#server = server
    this.#network = network
    this.#up = pipe(upBitsPerSecond)
    this.#down = pipe(downBitsPerSecond)
    this.port = portOf(server)
    server.on('connection', (client) => void this.#relay(client, targetPort))
  }

  static async to(targetPort: number, network: Network): Promise<Relay> {
    const options = { noDelay: true, pauseOnConnect: true, allowHalfOpen: true }
    const server = createServer(options)
    await listen(server)
    return new Relay(server, targetPort, network)
  }

  /** Closes all connections; new ones are accepted. */
  breakConnections(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Closes all connections and accepts no more. */
  cut(): void {
    this.#isCut = true
    this.breakConnections()
  }

  /** Accepts connections again. */
  mend(): void {
    this.#isCut = false
  }

  async close(): Promise<void> {
    this.#server.close()
    this.breakConnections()
    await once(this.#server, 'close')
  }

  async #relay(client: Socket, targetPort: number): Promise<void> {
    if (this.#isCut) {
      client.destroy()
      return
    }
    const host = '127.0.0.1'
    const target = connect({ port: targetPort, host, noDelay: true, allowHalfOpen: true })
    for (const socket of [client, target]) {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      // A 'close' event follows.
      socket.on('error', () => {})
    }
    forward(target, client, this.#down)
    // The kernel has accepted the connection immediately, but on a real link that takes a round
    // trip.
    await delay(this.#network.roundTripMs)
    if (client.destroyed) {
      target.destroy()
      return
    }
    forward(client, target, this.#up)
    client.resume()
  }
}

function forward(from: Socket, to: Socket, pipe: Pipe): void {
  from.on('data', (bytes) => {
    pipe.send(bytes, (packet) => void (to.writable && to.write(packet)))
    if (pipe.hasRoom) return
    from.pause()
    pipe.whenRoom(() => from.resume())
  })
  from.on('end', () => pipe.sendEnd(() => to.end()))
  from.on('close', () => pipe.sendEnd(() => to.destroySoon()))
}
