import { isTaskId } from './task-id.ts'

/** The page of e签宝 that a person returns from. */
export const returnedFrom = ['authorise', 'real-name', 'corp-real-name', 'start', 'sign'] as const

export type ReturnedFrom = (typeof returnedFrom)[number]

/** Whether e签宝 may return to a path: one of our pages, without a query. */
export function isReturnPath(path: string): boolean {
  if (['/', '/me', '/admin', '/start'].includes(path)) return true
  const taskId = /^\/flows\/([^/]+)$/.exec(path)?.[1]
  return taskId !== undefined && isTaskId(taskId)
}

export type Return = {
  from: ReturnedFrom
  /** Sent by e签宝 for authorisations only; a hint to reread, and no proof. */
  outcome: 'success' | 'failure' | 'unknown'
}

/**
 * Null if the page was not returned to. How e签宝 joins `status=…&taskid=…` to our address is
 * undocumented and differs between its examples.
 * @param address of the page, with its query
 */
export function readReturn(address: string): Return | null {
  const name = /[?&]returned=([a-z-]+)/.exec(address)?.[1]
  const from = returnedFrom.find((known) => known === name)
  if (from === undefined) return null
  const status = /[?&/#]status=([a-z]+)/i.exec(address)?.[1]?.toUpperCase()
  // Its notices spell FAIL as FALL.
  const isFailure = status === 'FAIL' || status === 'FALL'
  return { from, outcome: status === 'SUCCESS' ? 'success' : isFailure ? 'failure' : 'unknown' }
}
