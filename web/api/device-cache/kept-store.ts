import { clear, createStore, del, delMany, get, set, update } from 'idb-keyval'
import type { FlowView } from '#shared/flow.ts'
import type { Session } from '#shared/session.ts'

/** A flow as it was when this device last read it. */
export interface KeptView {
  view: FlowView
  /** When it was read, epoch milliseconds on this device's clock. */
  at: number
}

/** Nothing is given to anybody but the owner who kept it. */
interface Kept<Content> {
  owner: string
  content: Content
}

/** Of each flow that is kept: when it was read, and how long it is as text. */
type Index = Record<string, { at: number; length: number }>

/** Bounds of what is kept, the longest first to leave being the one read longest ago. */
const most = { views: 30, ofOne: 1_000_000, together: 4_000_000 }

const store = createStore('kept', 'kept')

const viewKey = (taskId: string) => `flow/${taskId}`

async function read<Content>(owner: string, key: string): Promise<Content | null> {
  const kept = await get<Kept<Content>>(key, store)
  return kept?.owner === owner ? kept.content : null
}

function write(owner: string, key: string, content: unknown): Promise<void> {
  return set(key, { owner, content } satisfies Kept<unknown>, store)
}

export function readSession(owner: string): Promise<Session | null> {
  return read<Session>(owner, 'session')
}

/** Keeps who is signed in. What somebody else left on the device goes. */
export async function writeSession(owner: string, session: Session): Promise<void> {
  const before = await get<Kept<Session>>('session', store)
  if (before !== undefined && before.owner !== owner) await clear(store)
  await write(owner, 'session', session)
}

export function readView(owner: string, taskId: string): Promise<KeptView | null> {
  return read<KeptView>(owner, viewKey(taskId))
}

/** Keeps a view in the place of an earlier one of the same flow, and lets go of the oldest. */
export async function writeView(owner: string, taskId: string, kept: KeptView): Promise<void> {
  const content = { ...kept, view: withoutAddresses(kept.view) }
  const { length } = JSON.stringify(content)
  if (length > most.ofOne) return removeView(taskId)
  await write(owner, viewKey(taskId), content)
  let leaving: string[] = []
  await update<Index>(
    'index',
    (index = {}) => {
      const all = { ...index, [taskId]: { at: kept.at, length } }
      leaving = tooMany(all)
      return Object.fromEntries(Object.entries(all).filter(([id]) => !leaving.includes(id)))
    },
    store,
  )
  await delMany(leaving.map(viewKey), store)
}

export async function removeView(taskId: string): Promise<void> {
  await del(viewKey(taskId), store)
  await update<Index>(
    'index',
    (index = {}) => Object.fromEntries(Object.entries(index).filter(([id]) => id !== taskId)),
    store,
  )
}

export function removeAll(): Promise<void> {
  return clear(store)
}

function tooMany(index: Index): string[] {
  const latestFirst = Object.entries(index).sort(([, a], [, b]) => b.at - a.at)
  let together = 0
  return latestFirst
    .filter(([, { length }], place) => {
      together += length
      return place >= most.views || together > most.together
    })
    .map(([taskId]) => taskId)
}

/** Addresses of e签宝's storage let in whoever has them, and do not last. */
function withoutAddresses(view: FlowView): FlowView {
  if ('problem' in view.approvals) return view
  const approvals = view.approvals.ok.map((approval) => ({ ...approval, sealImageUrl: null }))
  return { ...view, approvals: { ok: approvals } }
}
