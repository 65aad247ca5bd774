import type { Flow } from '#shared/rules/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import { readStored, writeStored } from './stored.ts'

/** A flow as this device last opened it. */
export type RecentFlow = {
  openedAt: number
} & Pick<Flow, 'taskId' | 'title' | 'status' | 'statusCode'>

const storageKey = 'recent-flows'
const maxFlows = 20

/** The stored JSON. Another build of the app may have written another shape. */
type Stored = {
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
  const flows = [opened, ...others].slice(0, maxFlows)
  writeStored(storageKey, JSON.stringify({ owner: ownerOf(session), flows } satisfies Stored))
}

/** Deletes the list, also that of another person. */
export function forgetRecentFlows(): void {
  writeStored(storageKey, null)
}

/** Deletes the list of another person. */
export function forgetOthersFlows(session: Session): void {
  if (recentFlows(session).length === 0) forgetRecentFlows()
}
