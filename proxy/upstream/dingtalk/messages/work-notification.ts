import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'

/** A work notification (工作通知): a card that opens a page of ours. All of it is plain text. */
export type WorkNotification = {
  title: string
  /** Lines of a name and a value, of which six are shown. Templates refer to their keys. */
  lines: readonly { key: string; name: string; value: string }[]
  text: string
  url: string
}

/** A line at the bottom of a notification that can be changed for seven days. */
export type StatusBar = {
  text: string
  /** Red, green and blue as six hexadecimal digits. */
  color: string
}

/** DingTalk's limit of receivers per call. */
export const maxReceivers = 100

/** The limit for a notification with a status bar. */
export const maxStatusBarReceivers = 5

/** DingTalk's limit for a message, in bytes. */
const maxMessageBytes = 2048

const replySchema = z.object({ task_id: z.union([z.number(), z.string()]) })

export type Sending = {
  corpId: string
  agentId: string
  /**
   * Third-party apps created after 2020-11-27 may only send approved templates; null for an app
   * that may send free text.
   */
  templateId: string | null
  /** Up to `maxReceivers` members of the corp, or `maxStatusBarReceivers` with a status bar. */
  userIds: readonly string[]
  /** Not available with a template. */
  statusBar?: StatusBar
}

const folder = '/topapi/message/corpconversation'

/**
 * Sends a work notification to members of the corp: `POST …/asyncsend_v2` on the old host
 * (asynchronous-sending-of-enterprise-session-messages), or `…/sendbytemplate`
 * (work-notification-templating-send-notification-interface), whose template may use the keys of
 * the lines, `title`, `text` and `url`. DingTalk delivers asynchronously, and silently drops a
 * second delivery of the same content to a person on the same day: every notification has to differ
 * from the one before.
 * @returns DingTalk's number of it
 * @throws ProblemError, `upstream-permission`, `upstream-rejected`, and for an unusable template
 * `upstream-credentials` among them
 */
export async function sendWorkNotification(
  client: DingTalkClient,
  { corpId, agentId, templateId, userIds, statusBar }: Sending,
  notification: WorkNotification,
): Promise<string> {
  const receivers = { agent_id: Number(agentId), userid_list: userIds.join(',') }
  const call =
    templateId === null
      ? {
          path: `${folder}/asyncsend_v2`,
          body: { ...receivers, msg: toMessage(notification, statusBar) },
        }
      : {
          path: `${folder}/sendbytemplate`,
          body: { ...receivers, template_id: templateId, data: toTemplateData(notification) },
        }
  const reply = await client.callOapi(corpId, call).catch((error: unknown) => {
    throw toTemplateProblem(error)
  })
  return String(replyAs(replySchema, reply, 'the number of a message').task_id)
}

/**
 * Within seven days: `POST …/status_bar/update` on the old host
 * (update-work-notification-status-bar).
 * @param notificationId as `sendWorkNotification` returned it
 * @throws ProblemError, `upstream-rejected` among them
 */
export async function changeStatusBar(
  client: DingTalkClient,
  { corpId, agentId }: Pick<Sending, 'corpId' | 'agentId'>,
  notificationId: string,
  { text, color }: StatusBar,
): Promise<void> {
  const ids = { agent_id: Number(agentId), task_id: Number(notificationId) }
  const body = { ...ids, status_value: text, status_bg: `0xFF${color}` }
  await client.callOapi(corpId, { path: `${folder}/status_bar/update`, body })
}

/** DingTalk's codes for an unknown and an unapproved template. */
export const templateCodes: ReadonlySet<string> = new Set(['885001', '885006'])

function toTemplateProblem(error: unknown): unknown {
  if (!(error instanceof UpstreamRefusal) || !templateCodes.has(error.upstreamCode)) return error
  const title = `DingTalk does not accept the app's template of messages (${error.upstreamCode}).`
  return new ProblemError('upstream-credentials', title, { cause: error.cause })
}

function toTemplateData({ title, lines, text, url }: WorkNotification): string {
  const values = lines.map(({ key, value }) => [key, value])
  return JSON.stringify({ ...Object.fromEntries(values), title, text, url })
}

/** Opens our page in a side panel on PC instead of in a browser, where nobody is signed in. */
export function sidePanelLink(url: string): string {
  return `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(url)}&pc_slide=true`
}

function toMessage({ title, lines, text, url }: WorkNotification, statusBar?: StatusBar) {
  const msg = {
    msgtype: 'oa',
    oa: {
      message_url: url,
      pc_message_url: sidePanelLink(url),
      // DingTalk shows the app's name in place of the text.
      head: { bgcolor: 'FF1677FF', text: '合同' },
      ...(statusBar === undefined
        ? {}
        : { status_bar: { status_value: statusBar.text, status_bg: `0xFF${statusBar.color}` } }),
      body: {
        title,
        form: lines.map(({ name, value }) => ({ key: `${name}：`, value })),
        content: text,
      },
    },
  }
  if (Buffer.byteLength(JSON.stringify(msg)) > maxMessageBytes) {
    throw new ProblemError('internal-error', 'The notification is too long.')
  }
  return msg
}
