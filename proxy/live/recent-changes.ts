import { randomBytes } from 'node:crypto'
import type { StoreEvent } from '../store/events.ts'

/** Flows that are remembered to have changed; beyond them it is in doubt. */
const mostFlows = 10_000

/**
 * How long before a page listens for the first time it may have read the flow: a change in between
 * would pass it by.
 */
const openingMs = 60_000

/** `at`: what was read later shows it, epoch milliseconds. */
type Change = { number: number; at: number }

/** What somebody does not know of. */
export type Missed = {
  /** Whatever was read then or later shows it, epoch milliseconds; undefined when nobody can say. */
  readAt: number | undefined
}

/**
 * What changed lately, so that who was away for a moment can be told. Changes are numbered as this
 * process hears of them; ids of events carry the number and name the process.
 */
export class RecentChanges {
  readonly #process = randomBytes(6).toString('base64url')
  readonly #now: () => number
  readonly #limit: number
  /** By flow, the one that changed last at the end. */
  readonly #flows = new Map<string, Change>()
  readonly #corps = new Map<string, Change>()
  #last = 0
  /** Of the changes until here not all are remembered. */
  #doubt: Change = { number: 0, at: -Infinity }

  /** @param now the time in epoch milliseconds */
  constructor(now: () => number, limit = mostFlows) {
    this.#now = now
    this.#limit = limit
  }

  /** Notes what happened. @returns its number */
  note(event: StoreEvent): number {
    this.#last += 1
    const number = this.#last
    const change = { number, at: this.#now() }
    if (event.type === 'gap') {
      this.#flows.clear()
      this.#corps.clear()
      this.#doubt = change
    } else {
      const { corpId, taskId, readAt } = event
      const key = flowKey(corpId, taskId)
      // The very reading by which a change was found shows it, but not what came after that began.
      const at = readAt === undefined ? change.at : readAt - 1
      const before = this.#flows.get(key)?.at ?? -Infinity
      this.#keep(this.#flows, key, { number, at: Math.max(at, before) })
      this.#keep(this.#corps, event.corpId, change)
    }
    return number
  }

  /** @param upTo the number of the last change that whoever gets this id knows of; all when left out */
  id(upTo = this.#last): string {
    return `${this.#process}-${upTo}`
  }

  /**
   * What may have happened that somebody does not know of; null for nothing.
   * @param taskId null for any flow of the corp
   * @param lastId the id that came with what the asker heard last; undefined for the first time
   */
  missedBy(corpId: string, taskId: string | null, lastId: string | undefined): Missed | null {
    const known = lastId === undefined ? 0 : this.#numberOf(lastId)
    if (known === null) return { readAt: undefined }
    const change =
      taskId === null ? this.#corps.get(corpId) : this.#flows.get(flowKey(corpId, taskId))
    const number = Math.max(this.#doubt.number, change?.number ?? 0)
    const at = Math.max(this.#doubt.at, change?.at ?? -Infinity)
    const isKnown = lastId === undefined ? at < this.#now() - openingMs : number <= known
    return isKnown ? null : { readAt: at + 1 }
  }

  /** Null when the id is none of this process's. */
  #numberOf(id: string): number | null {
    const prefix = `${this.#process}-`
    const digits = id.startsWith(prefix) ? id.slice(prefix.length) : ''
    return /^\d{1,15}$/.test(digits) ? Number(digits) : null
  }

  #keep(changes: Map<string, Change>, key: string, change: Change): void {
    changes.delete(key)
    changes.set(key, change)
    const [oldest] = changes
    if (changes.size <= this.#limit || oldest === undefined) return
    const [forgotten, { number, at }] = oldest
    changes.delete(forgotten)
    this.#doubt = {
      number: Math.max(this.#doubt.number, number),
      at: Math.max(this.#doubt.at, at),
    }
  }
}

function flowKey(corpId: string, taskId: string): string {
  return JSON.stringify([corpId, taskId])
}
