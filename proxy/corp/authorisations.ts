import { boundedCache } from '#proxy/limits/bounded-cache.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import type { AuthorisationBook } from '#proxy/store/corps/authorisation-book.ts'

const most = 10_000

export type AuthorisationParts = {
  book: AuthorisationBook
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Which corp each authorisation page was given to, by task id: notices name the task alone. */
export class Authorisations {
  readonly #parts: AuthorisationParts
  /** Those of this instance, for when the store is away. */
  readonly #corps = boundedCache<string, string>(most)

  constructor(parts: AuthorisationParts) {
    this.#parts = parts
  }

  /** A failure does not keep the page from being handed out. */
  async note(taskId: string, corpId: string): Promise<void> {
    const { book, log, now } = this.#parts
    this.#corps.set(taskId, corpId)
    await fromStore(book.note({ taskId, corpId, at: now() })).catch((err: unknown) => {
      log.warn({ taskId, corpId, err }, 'a page for authorising is not remembered')
    })
  }

  /** @throws the driver's error */
  async corpOf(taskId: string): Promise<string | null> {
    return this.#corps.get(taskId) ?? (await this.#parts.book.corpOf(taskId)) ?? null
  }
}
