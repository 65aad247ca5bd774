import { clear, createStore, get, promisifyRequest, set } from 'idb-keyval'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'

/** A flow as this device last read it. */
export type CachedView = {
  view: FlowView
  /** When it was read, in epoch milliseconds of this device's clock. */
  at: number
}

/** Returned only to the owner who stored it. */
type Cached<Content> = {
  owner: string
  content: Content
}

/** By task id: when the flow was read, and the length of its JSON. */
type Index = Record<string, { at: number; length: number }>

/**
 * Limits: number of views, characters of one view, characters of all. The view that was read
 * longest ago is evicted first.
 */
const limits = { views: 30, ofOne: 1_000_000, bytes: 4_000_000 }

const store = createStore('kept', 'kept')

const viewKey = (taskId: string): CacheKey => `flow/${taskId}`

/** The start of a list as this device last read it. */
export type CachedList = {
  list: FlowList
  /** When it was read, in epoch milliseconds of this device's clock. */
  at: number
}

export type CacheKey = 'session' | `flow/${string}` | `list/${FlowScope}`

/** What is stored under a key. */
export type CachedAt<Key extends CacheKey> = Key extends 'session'
  ? Session
  : Key extends `flow/${string}`
    ? CachedView
    : CachedList

/** What the owner has stored under a key. */
export async function readCached<Key extends CacheKey>(
  owner: string,
  key: Key,
): Promise<CachedAt<Key> | null> {
  const cached = await get<Cached<CachedAt<Key>>>(key, store)
  return cached?.owner === owner ? cached.content : null
}

/** What `change` reads, by key. */
type LookedAt = {
  session: Cached<Session>
  index: Index
}

/** Reads and writes in one transaction. */
async function change<Key extends keyof LookedAt>(
  key: Key,
  make: (before: LookedAt[Key] | undefined, objects: IDBObjectStore) => void,
): Promise<void> {
  return store('readwrite', (objects) => {
    const reading: IDBRequest<LookedAt[Key] | undefined> = objects.get(key)
    reading.addEventListener('success', () => make(reading.result, objects))
    return promisifyRequest(objects.transaction)
  })
}

/** Caches the session and deletes what another person left on the device. */
export function writeCachedSession(owner: string, session: Session): Promise<void> {
  return change('session', (before, objects) => {
    if (before !== undefined && before.owner !== owner) objects.clear()
    objects.put({ owner, content: session } satisfies Cached<Session>, 'session')
  })
}

/** Caches a view, replaces an older one of the same flow, and evicts the oldest. */
export async function writeCachedView(
  owner: string,
  taskId: string,
  cached: CachedView,
): Promise<void> {
  const content = { ...cached, view: withoutAddresses(cached.view) }
  const { length } = JSON.stringify(content)
  if (length > limits.ofOne) return removeView(taskId)
  return change('index', (index = {}, objects) => {
    objects.put({ owner, content } satisfies Cached<CachedView>, viewKey(taskId))
    const all = { ...index, [taskId]: { at: cached.at, length } }
    remove(objects, all, tooMany(all))
  })
}

export function writeCachedList(
  owner: string,
  scope: FlowScope,
  content: CachedList,
): Promise<void> {
  return set(`list/${scope}`, { owner, content } satisfies Cached<CachedList>, store)
}

export function removeView(taskId: string): Promise<void> {
  return change('index', (index = {}, objects) => remove(objects, index, [taskId]))
}

function remove(objects: IDBObjectStore, index: Index, leaving: readonly string[]): void {
  for (const taskId of leaving) objects.delete(viewKey(taskId))
  const staying = Object.entries(index).filter(([taskId]) => !leaving.includes(taskId))
  objects.put(Object.fromEntries(staying), 'index')
}

export const removeAll = async () => clear(store)

function tooMany(index: Index): string[] {
  const latestFirst = Object.entries(index).sort(([, a], [, b]) => b.at - a.at)
  let bytes = 0
  return latestFirst
    .filter(([, { length }], place) => {
      bytes += length
      return place >= limits.views || bytes > limits.bytes
    })
    .map(([taskId]) => taskId)
}

/** URLs of e签宝's storage need no login and expire, so they are not cached. */
function withoutAddresses(view: FlowView): FlowView {
  if ('problem' in view.approvals) return view
  const approvals = view.approvals.ok.map((approval) => ({ ...approval, sealImageUrl: null }))
  return { ...view, approvals: { ok: approvals } }
}
