import { isTaskId } from '#shared/task-id.ts'
import { longestSearch } from './search-filter.ts'
import { taskIdFromText } from './task-id-from-text.ts'

/** What somebody wants who typed or pasted a text. */
export interface SearchText {
  /** What to search for; empty for nothing. */
  q: string
  /** The flow that the text may name; null when it cannot. */
  taskId: string | null
  /** Whether the text can mean nothing else: a link, or an id as e签宝 writes them. */
  isCertain: boolean
}

/** Reads a text as words to search for, and as the id of a flow or a link to one. */
export function readSearchText(text: string): SearchText {
  const trimmed = text.trim()
  if (isTaskId(trimmed)) {
    // Any word of Latin letters could be an id; a name or a title has no digits and signs.
    const taskId = /[\d_-]/.test(trimmed) ? trimmed : null
    const q = trimmed.slice(0, longestSearch)
    return { q, taskId, isCertain: taskId !== null && /^PRO[-_]/i.test(trimmed) }
  }
  const linked = taskIdFromText(trimmed)
  if (linked !== null) return { q: linked.slice(0, longestSearch), taskId: linked, isCertain: true }
  return { q: trimmed.slice(0, longestSearch).trim(), taskId: null, isCertain: false }
}
