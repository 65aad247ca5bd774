import { isTaskId } from '#shared/rules/task-id.ts'
import { longestSearch } from './search-filter.ts'
import { linkTarget } from './link-target.ts'

/** What a typed or pasted text means. */
export interface SearchText {
  /** What to search for; empty for nothing. */
  q: string
  /** The flow that the text may name; null when it cannot. */
  taskId: string | null
  /** The DingTalk approval that the text is a link to; null for none. */
  instanceId: string | null
  /** Whether it can mean nothing else: a link, or an id in e签宝's form. */
  isCertain: boolean
}

/** Reads a text as words to search for, a link, or a task id. */
export function readSearchText(text: string): SearchText {
  const trimmed = text.trim()
  if (isTaskId(trimmed)) {
    // Any Latin word could be an id, but names and titles have no digits and signs.
    const taskId = /[\d_-]/.test(trimmed) ? trimmed : null
    const isCertain = taskId !== null && /^PRO[-_]/i.test(trimmed)
    return { q: trimmed, taskId, instanceId: null, isCertain }
  }
  const target = linkTarget(trimmed)
  if (target?.kind === 'flow') {
    const { taskId } = target
    return { q: taskId, taskId, instanceId: null, isCertain: true }
  }
  if (target?.kind === 'approval') {
    // No title is a link, so there is nothing to search for.
    return { q: '', taskId: null, instanceId: target.instanceId, isCertain: true }
  }
  const q = trimmed.slice(0, longestSearch).trim()
  return { q, taskId: null, instanceId: null, isCertain: false }
}
