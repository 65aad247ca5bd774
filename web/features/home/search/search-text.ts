import { isTaskId } from '#shared/rules/task-id.ts'
import { maxSearchLength } from './search-filter.ts'
import { linkTarget } from './link-target.ts'

export type SearchText = {
  /** What to search for; empty for nothing. */
  q: string
  /** The flow that the text may identify, or null. */
  taskId: string | null
  /** The DingTalk approval that the text links to, or null. */
  instanceId: string | null
  /** Whether the text cannot mean anything else: a link, or an id in e签宝's format. */
  isCertain: boolean
}

/** Parses a text as words to search for, a link, or a task id. */
export function readSearchText(text: string): SearchText {
  const trimmed = text.trim()
  if (isTaskId(trimmed)) {
    // Any Latin word could be an id, but names and titles contain no digits or these signs.
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
  const q = trimmed.slice(0, maxSearchLength).trim()
  return { q, taskId: null, instanceId: null, isCertain: false }
}
