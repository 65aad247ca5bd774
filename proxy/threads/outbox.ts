import type { Transferable } from 'node:worker_threads'

type Letter<Message> = {
  message: Message
  transfer: Transferable[]
  refuse: (error: unknown) => void
}

/**
 * Sends another thread together what is to be sent in one turn of the event loop, at its end: each
 * sending wakes the other one and interrupts it, whatever is in it.
 */
export class Outbox<Message> {
  readonly #post: (messages: Message[], transfer: Transferable[]) => void
  #letters: Letter<Message>[] = []

  /** @param post as of a `MessagePort`; throws where something cannot be sent */
  constructor(post: (messages: Message[], transfer: Transferable[]) => void) {
    this.#post = post
  }

  /**
   * @param transfer what the other thread gets instead of a copy
   * @param refuse told why the message cannot be sent
   */
  put(message: Message, transfer: Transferable[], refuse: (error: unknown) => void): void {
    this.#letters.push({ message, transfer, refuse })
    if (this.#letters.length === 1) setImmediate(() => this.#send())
  }

  #send(): void {
    const letters = this.#letters
    this.#letters = []
    const error = this.#try(letters)
    if (error === null) return
    for (const letter of letters) {
      const own = letters.length === 1 ? error : this.#try([letter])
      if (own !== null) letter.refuse(own)
    }
  }

  /** @returns why they cannot be sent; null when they were */
  #try(letters: readonly Letter<Message>[]): unknown {
    try {
      this.#post(
        letters.map(({ message }) => message),
        letters.flatMap(({ transfer }) => transfer),
      )
      return null
    } catch (error) {
      return error
    }
  }
}
