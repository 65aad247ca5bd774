import type { Flow } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import { readStored, writeStored } from './stored.ts'

/** A flow as this device last opened it. */
export interface RecentFlow extends Pick<Flow, 'taskId' | 'title' | 'status' | 'statusCode'> {
  openedAt: number
}

const storageKey = 'recent-flows'
const maxFlows = 20

/** The stored JSON. Another build of the app may have written another shape. */
interface Stored {
  /** Another person on the same device starts with an empty list. */
  owner: string
  flows: Partial<RecentFlow>[]
}

function isRecentFlow(flow: Partial<RecentFlow> | null): flow is RecentFlow {
  return typeof flow?.taskId === 'string' && typeof flow.openedAt === 'number'
}

function ownerOf({ corpId, userId }: Session): string {
  return `${corpId}/${userId}`
}

/** The flows that this person opened on this device, latest first. */
export function recentFlows(session: Session): RecentFlow[] {
  try {
    const stored: Stored | null = JSON.parse(readStored(storageKey) ?? 'null')
    return stored?.owner === ownerOf(session) ? stored.flows.filter(isRecentFlow) : []
  } catch {
    return []
  }
}

export function rememberFlow(session: Session, flow: Flow): void {
  const { taskId, title, status, statusCode } = flow
  const others = recentFlows(session).filter((other) => other.taskId !== taskId)
  const opened: RecentFlow = { taskId, title, status, statusCode, openedAt: Date.now() }
  store(session, [opened, ...others].slice(0, maxFlows))
}

export function forgetRecentFlows(session: Session): void {
  store(session, [])
}

function store(session: Session, flows: RecentFlow[]): void {
  const stored: Stored = { owner: ownerOf(session), flows }
  writeStored(storageKey, JSON.stringify(stored))
}
