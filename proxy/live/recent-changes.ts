import { randomBytes } from 'node:crypto'
import type { FlowChanged } from '#proxy/store/events.ts'

/** Flows that are remembered to have changed; beyond them it is in doubt. */
const mostFlows = 10_000

/**
 * How long before a page listens for the first time it may have read the flow: a change in between
 * would pass it by.
 */
const openingMs = 60_000

/** Corps beyond this many are forgotten, the ones in which nothing changed for longest first. */
const mostCorps = 10_000

type Change = {
  /** Counts the corp's changes. */
  number: number
  /** What was read later shows it, epoch milliseconds. */
  at: number
  /** By the monotonic clock. */
  heardAt: number
}

/** The latest change of a corp. */
type Corp = Change & {
  /** Changes when the count begins anew. */
  tag: string
  /** Of the changes until here not all are remembered. */
  doubt: Change
}

/** What somebody does not know of. */
export type Missed = {
  /** Whatever was read then or later shows it, epoch milliseconds; undefined when nobody can say. */
  readAt: number | undefined
}

const never: Change = { number: 0, at: -Infinity, heardAt: -Infinity }

/** What covers all of several changes. */
function latest(...changes: readonly Change[]): Change {
  return {
    number: Math.max(...changes.map(({ number }) => number)),
    at: Math.max(...changes.map(({ at }) => at)),
    heardAt: Math.max(...changes.map(({ heardAt }) => heardAt)),
  }
}

/**
 * What changed lately, so that pages that were away for a moment can be told. Each corp's changes are
 * counted by themselves: ids of events carry the number, and must tell nobody how much happens in other
 * corps.
 */
export class RecentChanges {
  readonly #process = randomTag()
  readonly #now: () => number
  readonly #monotonic: () => number
  readonly #limit: number
  /** By flow, the one that changed last at the end. */
  readonly #flows = new Map<string, Change & { corpId: string }>()
  /** By id, the one that changed last at the end. */
  readonly #corps = new Map<string, Corp>()
  /** Changes until this one were forgotten together with their corps; its number means nothing. */
  #doubt = never

  /**
   * @param now the time in epoch milliseconds
   * @param monotonic milliseconds on a clock that only goes forward
   */
  constructor(now: () => number, monotonic: () => number, limit = mostFlows) {
    this.#now = now
    this.#monotonic = monotonic
    this.#limit = limit
  }

  /** Notes that a flow changed. @returns the number of the change, among those of the corp */
  note({ corpId, taskId, readAt }: FlowChanged): number {
    const known = this.#corpOf(corpId)
    const number = known.number + 1
    const now = this.#now()
    const heardAt = this.#monotonic()
    this.#keepCorp(corpId, { ...known, number, at: now, heardAt })
    const key = flowKey(corpId, taskId)
    // The very reading by which a change was found shows it, but not what came after that began.
    const at = readAt === undefined ? now : readAt - 1
    const before = this.#flows.get(key) ?? never
    this.#keepFlow(key, { corpId, ...latest(before, { number, at, heardAt }) })
    return number
  }

  /** Notes that anything may have changed. */
  noteGap(): void {
    const [at, heardAt] = [this.#now(), this.#monotonic()]
    this.#doubt = { number: 0, at, heardAt }
    this.#flows.clear()
    for (const corp of this.#corps.values()) {
      corp.number += 1
      corp.at = at
      corp.heardAt = heardAt
      corp.doubt = { number: corp.number, at, heardAt }
    }
  }

  /** @param upTo the number of the last change of the corp that is known; all when left out */
  id(corpId: string, upTo?: number): string {
    const { tag, number } = this.#corpOf(corpId)
    return `${this.#process}-${tag}-${upTo ?? number}`
  }

  /**
   * What may have happened that somebody does not know of; null for nothing.
   * @param taskId null for any flow of the corp
   * @param lastId the id that came with what the asker heard last; undefined for the first time
   */
  missedBy(corpId: string, taskId: string | null, lastId: string | undefined): Missed | null {
    const corp = this.#corps.get(corpId)
    const known = lastId === undefined ? 0 : this.#numberIn(lastId, corp?.tag)
    if (known === null) return { readAt: undefined }
    const { doubt = never } = corp ?? {}
    const change = (taskId === null ? corp : this.#flows.get(flowKey(corpId, taskId))) ?? never
    const { number, at, heardAt } = latest(doubt, change, { ...this.#doubt, number: 0 })
    const isOld = heardAt < this.#monotonic() - openingMs
    const isKnown = lastId === undefined ? isOld : number <= known
    return isKnown ? null : { readAt: at + 1 }
  }

  /** Less than any number when the count began anew since; null when the id is none of this process's. */
  #numberIn(id: string, tag: string | undefined): number | null {
    const [process, idTag, digits = '', ...rest] = id.split('-')
    if (process !== this.#process || rest.length > 0 || !/^\d{1,15}$/.test(digits)) return null
    return idTag === tag ? Number(digits) : -1
  }

  #corpOf(corpId: string): Corp {
    const known = this.#corps.get(corpId)
    if (known !== undefined) return known
    const corp = { ...never, tag: randomTag(), doubt: never }
    this.#keepCorp(corpId, corp)
    return corp
  }

  #keepCorp(corpId: string, corp: Corp): void {
    this.#corps.delete(corpId)
    this.#corps.set(corpId, corp)
    const [oldest] = this.#corps
    if (this.#corps.size <= mostCorps || oldest === undefined) return
    const [forgotten, change] = oldest
    this.#corps.delete(forgotten)
    this.#doubt = latest(this.#doubt, change)
  }

  #keepFlow(key: string, change: Change & { corpId: string }): void {
    this.#flows.delete(key)
    this.#flows.set(key, change)
    const [oldest] = this.#flows
    if (this.#flows.size <= this.#limit || oldest === undefined) return
    const [forgotten, last] = oldest
    this.#flows.delete(forgotten)
    const corp = this.#corps.get(last.corpId)
    if (corp !== undefined) corp.doubt = latest(corp.doubt, last)
  }
}

/** Without the dash that separates the parts of an id. */
function randomTag(): string {
  return randomBytes(6).toString('hex')
}

function flowKey(corpId: string, taskId: string): string {
  return JSON.stringify([corpId, taskId])
}
