import { isTaskId } from '#shared/task-id.ts'

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * The task id in what somebody typed, pasted or scanned: the id itself, an address of ours
 * (`…/flows/PRO-1?corpId=…`), one with a `taskId` parameter, or a `dingtalk://` link that carries
 * such an address. Null when there is none.
 */
export function taskIdFromText(text: string): string | null {
  const trimmed = text.trim()
  if (isTaskId(trimmed)) return trimmed
  // A link inside a link is encoded once more for each level.
  for (let level = trimmed, depth = 0; depth < 3; depth += 1, level = decoded(level)) {
    const found = /\/flows\/([^/?#&\s]+)/.exec(level) ?? /[?&]taskid=([^&#\s]+)/i.exec(level)
    const candidate = found?.[1] === undefined ? null : decoded(found[1])
    if (candidate !== null && isTaskId(candidate)) return candidate
  }
  return null
}
