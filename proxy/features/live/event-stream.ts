import type { ServerResponse } from 'node:http'
import type { Asker } from '#proxy/features/access/flow-access.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type Listening = {
  asker: Asker
  /** One flow; null for all of the corp's flows that the asker may see. */
  taskId: string | null
  /** When the right to listen ends. */
  until: EpochMs
  /** Whether the right ended early, by signing out or another role. */
  isOver: () => boolean
}

/** Unsent bytes above which a client counts as too slow. */
const maxBufferedBytes = 64 * 1024

/**
 * A connection for events. It writes to the server response directly, as thousands may be open and
 * a web stream would take half as much memory again.
 */
export class EventStream {
  readonly listening: Listening
  readonly #response: ServerResponse

  /** @param onClose called once when the connection ends */
  constructor(response: ServerResponse, listening: Listening, onClose: () => void) {
    this.listening = listening
    this.#response = response
    response.once('close', onClose)
    response.on('error', ignore)
  }

  /** Sends text; destroys a connection that does not read. */
  send(text: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    if (this.#response.writableLength > maxBufferedBytes) this.#response.destroy()
    else this.#response.write(text)
  }

  end(): void {
    this.#response.end()
  }
}

/** The 'close' event follows and cleans up. */
function ignore(): void {}
