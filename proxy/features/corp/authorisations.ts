import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { AuthorisationStore } from './authorisation-store.ts'
import type { Clock } from '#shared/rules/time.ts'

const maxCorps = 10_000

export type AuthorisationDeps = {
  book: AuthorisationStore
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** The corp of each authorisation page by task id, as notices carry only the task id. */
export class Authorisations {
  readonly #deps: AuthorisationDeps
  /** Pages of this instance, for when the store is unavailable. */
  readonly #corps = boundedCache<string, string>(maxCorps)

  constructor(deps: AuthorisationDeps) {
    this.#deps = deps
  }

  /** A store failure is only logged, so that the page is still handed out. */
  async note(taskId: string, corpId: string): Promise<void> {
    const { book, log, now } = this.#deps
    this.#corps.set(taskId, corpId)
    await fromStore(book.note({ taskId, corpId, at: now() })).catch((err: unknown) => {
      log.warn({ taskId, corpId, err }, 'authorisation page not stored')
    })
  }

  /** @throws the driver's error */
  async corpOf(taskId: string): Promise<string | null> {
    return this.#corps.get(taskId) ?? (await this.#deps.book.corpOf(taskId)) ?? null
  }
}
