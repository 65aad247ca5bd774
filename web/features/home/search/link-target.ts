import { isApprovalId } from '#shared/rules/approval-id.ts'
import { isTaskId } from '#shared/rules/task-id.ts'

/** The target of a link. */
export type LinkTarget = { kind: 'flow'; taskId: string } | { kind: 'approval'; instanceId: string }

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Each level of nesting URL-encodes the link once more. */
const deepest = 5

const ofFlow = [/\/flows\/([^/?#&\s]+)/, /[?&#]taskid=([^&#\s]+)/i]

/** Our own pages, then DingTalk's approval pages. */
const ofApproval = [
  /\/approvals\/([^/?#&\s]+)/,
  /[?&#](?:procInstId|processInstanceId)=([^&#\s]+)/i,
]

function firstOf(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return decoded(found)
  }
  return null
}

/**
 * Parses a typed, pasted or scanned text: a task id, one of our URLs (`…/flows/PRO-1?corpId=…`,
 * `…/approvals/…`), one with a `taskId` parameter, DingTalk's URL of an approval (`procInstId`,
 * `processInstanceId`), or a `dingtalk://` link around one of these. Null for anything else.
 */
export function linkTarget(text: string): LinkTarget | null {
  const trimmed = text.trim()
  if (isTaskId(trimmed)) return { kind: 'flow', taskId: trimmed }
  for (let level = trimmed, depth = 0; depth < deepest; depth += 1, level = decoded(level)) {
    const taskId = firstOf(ofFlow, level)
    if (taskId !== null && isTaskId(taskId)) return { kind: 'flow', taskId }
    const instanceId = firstOf(ofApproval, level)
    if (instanceId !== null && isApprovalId(instanceId)) return { kind: 'approval', instanceId }
  }
  return null
}
