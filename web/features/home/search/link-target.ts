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

const flowPage = /\/flows\/([^/?#&\s]+)/
const approvalPage = /\/approvals\/([^/?#&\s]+)/
const taskParameter = /[?&#]taskid=([^&#\s]+)/i

/** DingTalk's own links also have a `taskId`, which is that of an approval's step. */
const instanceParameter = /[?&#](?:procInstId|processInstanceId)=([^&#\s]+)/i

function flowIn(pattern: RegExp, text: string): LinkTarget | null {
  const taskId = decoded(pattern.exec(text)?.[1] ?? '')
  return isTaskId(taskId) ? { kind: 'flow', taskId } : null
}

function approvalIn(pattern: RegExp, text: string): LinkTarget | null {
  const instanceId = decoded(pattern.exec(text)?.[1] ?? '')
  return isApprovalId(instanceId) ? { kind: 'approval', instanceId } : null
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
    const target =
      flowIn(flowPage, level) ??
      approvalIn(approvalPage, level) ??
      approvalIn(instanceParameter, level) ??
      flowIn(taskParameter, level)
    if (target !== null) return target
  }
  return null
}
