import { isTaskId } from '#shared/rules/task-id.ts'

/** What a person asks in one line of text. */
export type Question =
  | { kind: 'help' }
  | { kind: 'waiting' }
  | { kind: 'stuck' }
  /** @property link `access` of a signed link */
  | { kind: 'contract'; taskId: string; link: string | undefined }
  /** A title, a person, a company or a task id, or a part of one. */
  | { kind: 'words'; text: string }
  /** A link to a contract of another organisation. */
  | { kind: 'elsewhere' }

const help = /^(帮助|help|[?？])$/i
const waiting = /^(待我处理|待办|等我处理|等我签|我的待办|waiting|to ?do)$/i
const stuck = /^(卡住的?|最久|等待最久|stuck)$/i

/** Longest text that is searched for, in UTF-16 units. */
const maxWords = 128

/**
 * @param publicUrl our public address, without a slash at the end
 * @param corpId of the asker
 */
export function questionIn(text: string, publicUrl: string, corpId: string): Question {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line === '' || help.test(line)) return { kind: 'help' }
  if (waiting.test(line)) return { kind: 'waiting' }
  if (stuck.test(line)) return { kind: 'stuck' }
  const address = /(?:https?|dingtalk):\/\/[^\s<>"'）)】]+/i.exec(line)?.[0]
  const linked = address === undefined ? null : contractIn(address, publicUrl, corpId)
  return linked ?? { kind: 'words', text: line.slice(0, maxWords) }
}

/** Null for an address that leads to none of our contracts. */
function contractIn(text: string, publicUrl: string, corpId: string): Question | null {
  const address = pageAddress(text, publicUrl)
  if (address === null) return null
  const [, taskId = ''] = /^\/flows\/([^/]+)\/?$/.exec(decoded(address.pathname)) ?? []
  if (!isTaskId(taskId)) return null
  const { searchParams } = address
  if ((searchParams.get('corpId') ?? corpId) !== corpId) return { kind: 'elsewhere' }
  return { kind: 'contract', taskId, link: searchParams.get('access') ?? undefined }
}

/** The address of our page, also out of one that opens it in DingTalk. */
function pageAddress(text: string, publicUrl: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.origin === new URL(publicUrl).origin) return url
  const isDingTalk = url.protocol === 'dingtalk:' || url.hostname === 'applink.dingtalk.com'
  const inner = url.searchParams.get('url') ?? url.searchParams.get('path')
  if (!isDingTalk || inner === null || !URL.canParse(inner, publicUrl)) return null
  const page = new URL(inner, publicUrl)
  return page.origin === new URL(publicUrl).origin ? page : null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}
