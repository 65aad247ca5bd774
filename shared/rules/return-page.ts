import { isTaskId } from './task-id.ts'

/** What somebody was doing on e签宝's page. */
export const returnedFrom = ['authorise', 'real-name', 'corp-real-name', 'start', 'sign'] as const

export type ReturnedFrom = (typeof returnedFrom)[number]

/** Whether e签宝 may be asked to return there: one of our pages, without a query. */
export function isReturnPath(path: string): boolean {
  if (['/', '/me', '/admin', '/start'].includes(path)) return true
  const taskId = /^\/flows\/([^/]+)$/.exec(path)?.[1]
  return taskId !== undefined && isTaskId(taskId)
}

/** How somebody came back from a page of e签宝. */
export interface Return {
  from: ReturnedFrom
  /** e签宝 tells it of authorisations only; a hint to read again, and no proof of anything. */
  outcome: 'success' | 'failure' | 'unknown'
}

/**
 * Reads how the page was returned to; null when it was not. How e签宝 joins its `status=…&taskid=…` to
 * our address is not documented and differs between its examples, so it is looked for behind any mark.
 * @param address of the page, with its query
 */
export function readReturn(address: string): Return | null {
  const name = /[?&]returned=([a-z-]+)/.exec(address)?.[1]
  const from = returnedFrom.find((known) => known === name)
  if (from === undefined) return null
  const status = /[?&/#]status=([a-z]+)/i.exec(address)?.[1]?.toUpperCase()
  // Its notices print FALL for FAIL.
  const isFailure = status === 'FAIL' || status === 'FALL'
  return { from, outcome: status === 'SUCCESS' ? 'success' : isFailure ? 'failure' : 'unknown' }
}
