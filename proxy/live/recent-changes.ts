import { randomBytes } from 'node:crypto'
import type { FlowChanged } from '../store/events.ts'

/** Flows that are remembered to have changed; beyond them it is in doubt. */
const mostFlows = 10_000

/**
 * How long before a page listens for the first time it may have read the flow: a change in between
 * would pass it by.
 */
const openingMs = 60_000

/** Corps beyond this many are forgotten, the ones in which nothing changed for longest first. */
const mostCorps = 10_000

/** `number` counts the corp's changes. `at`: what was read later shows it, epoch milliseconds. */
type Change = { number: number; at: number }

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

const never: Change = { number: 0, at: -Infinity }

/**
 * What changed lately, so that pages that were away for a moment can be told. Each corp's changes are
 * counted by themselves: ids of events carry the number, and must tell nobody how much happens in other
 * corps.
 */
export class RecentChanges {
  readonly #process = randomTag()
  readonly #now: () => number
  readonly #limit: number
  /** By flow, the one that changed last at the end. */
  readonly #flows = new Map<string, Change & { corpId: string }>()
  /** By id, the one that changed last at the end. */
  readonly #corps = new Map<string, Corp>()
  /** Until then changes were forgotten together with their corps. */
  #doubtUntil = -Infinity

  /** @param now the time in epoch milliseconds */
  constructor(now: () => number, limit = mostFlows) {
    this.#now = now
    this.#limit = limit
  }

  /** Notes that a flow changed. @returns the number of the change, among those of the corp */
  note({ corpId, taskId, readAt }: FlowChanged): number {
    const known = this.#corpOf(corpId)
    const number = known.number + 1
    const now = this.#now()
    this.#keepCorp(corpId, { ...known, number, at: now })
    const key = flowKey(corpId, taskId)
    // The very reading by which a change was found shows it, but not what came after that began.
    const at = readAt === undefined ? now : readAt - 1
    const before = this.#flows.get(key)?.at ?? -Infinity
    this.#keepFlow(key, { corpId, number, at: Math.max(at, before) })
    return number
  }

  /** Notes that anything may have changed. */
  noteGap(): void {
    const at = this.#now()
    this.#doubtUntil = at
    this.#flows.clear()
    for (const corp of this.#corps.values()) {
      corp.number += 1
      corp.at = at
      corp.doubt = { number: corp.number, at }
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
    const number = Math.max(doubt.number, change.number)
    const at = Math.max(this.#doubtUntil, doubt.at, change.at)
    const isKnown = lastId === undefined ? at < this.#now() - openingMs : number <= known
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
    const [forgotten, { at }] = oldest
    this.#corps.delete(forgotten)
    this.#doubtUntil = Math.max(this.#doubtUntil, at)
  }

  #keepFlow(key: string, change: Change & { corpId: string }): void {
    this.#flows.delete(key)
    this.#flows.set(key, change)
    const [oldest] = this.#flows
    if (this.#flows.size <= this.#limit || oldest === undefined) return
    const [forgotten, { corpId, number, at }] = oldest
    this.#flows.delete(forgotten)
    const corp = this.#corps.get(corpId)
    if (corp === undefined) return
    corp.doubt = { number: Math.max(corp.doubt.number, number), at: Math.max(corp.doubt.at, at) }
  }
}

/** Without the dash that separates the parts of an id. */
function randomTag(): string {
  return randomBytes(6).toString('hex')
}

function flowKey(corpId: string, taskId: string): string {
  return JSON.stringify([corpId, taskId])
}
