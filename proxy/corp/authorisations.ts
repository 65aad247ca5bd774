import { BoundedMap } from '../bounded-map.ts'

const most = 10_000

/**
 * The corps to which pages of e签宝 for authorising the app were handed out here, by the task ids of the
 * pages: a notice names the task alone.
 */
export class Authorisations {
  readonly #corps = new BoundedMap<string>({ entries: most })

  note(taskId: string, corpId: string): void {
    this.#corps.set(taskId, corpId)
  }

  corpOf(taskId: string): string | null {
    return this.#corps.get(taskId) ?? null
  }
}
