import type { ServerResponse } from 'node:http'
import type { Asker } from '#proxy/flows/access/flow-access.ts'

/** What somebody listens to. */
export type Listening = {
  asker: Asker
  /** One flow; null for all of the corp's that the asker may see. */
  taskId: string | null
  /** When the right to listen ends, epoch milliseconds. */
  until: number
  /** Whether it has ended before: the person signed out, or is something else in the corp now. */
  isOver: () => boolean
}

/** What may wait in this process to be sent, in bytes, before a client counts as too slow. */
const mostWaiting = 64 * 1024

/**
 * A connection that events are sent on. It is the server's response itself, for the sake of the
 * thousands that may be open: a web stream around it would take half as much again.
 */
export class EventStream {
  readonly listening: Listening
  readonly #response: ServerResponse

  /** @param onClose called once, when the connection ends, for whatever reason */
  constructor(response: ServerResponse, listening: Listening, onClose: () => void) {
    this.listening = listening
    this.#response = response
    response.once('close', onClose)
    response.on('error', ignore)
  }

  /** Sends text, or cuts a connection whose other end does not take what was sent before. */
  send(text: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    if (this.#response.writableLength > mostWaiting) this.#response.destroy()
    else this.#response.write(text)
  }

  /** Lets the other end know that this is all. */
  end(): void {
    this.#response.end()
  }
}

/** A connection that breaks is closed, and that is all there is to it. */
function ignore(): void {}
