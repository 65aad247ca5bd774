import type { Transferable } from 'node:worker_threads'

type Queued<Message> = {
  message: Message
  transfer: Transferable[]
  refuse: (error: unknown) => void
}

/**
 * Sends the messages of one turn of the event loop together, as each sending interrupts the other
 * thread.
 */
export class MessageQueue<Message> {
  readonly #post: (messages: Message[], transfer: Transferable[]) => void
  #queued: Queued<Message>[] = []

  /** @param post as of a `MessagePort`; throws where something cannot be sent */
  constructor(post: (messages: Message[], transfer: Transferable[]) => void) {
    this.#post = post
  }

  /**
   * @param transfer buffers that move to the other thread
   * @param refuse told why the message cannot be sent
   */
  put(message: Message, transfer: Transferable[], refuse: (error: unknown) => void): void {
    this.#queued.push({ message, transfer, refuse })
    if (this.#queued.length === 1) setImmediate(() => this.#send())
  }

  #send(): void {
    const queued = this.#queued
    this.#queued = []
    const error = this.#try(queued)
    if (error === null) return
    for (const one of queued) {
      const own = queued.length === 1 ? error : this.#try([one])
      if (own !== null) one.refuse(own)
    }
  }

  /** @returns why they cannot be sent; null when they were */
  #try(queued: readonly Queued<Message>[]): unknown {
    try {
      this.#post(
        queued.map(({ message }) => message),
        queued.flatMap(({ transfer }) => transfer),
      )
      return null
    } catch (error) {
      return error
    }
  }
}
