import { z } from 'zod'
import { ProblemError } from '#proxy/http/problem.ts'
import { replyAs } from '#proxy/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { UpstreamRefusal } from '#proxy/dingtalk/client/upstream-refusal.ts'

/** A work notification (工作通知): a card that opens a page of ours. All of it is plain text. */
export type WorkNotification = {
  title: string
  /** Lines of a name and a value; six are shown. Templates know them by their keys. */
  lines: readonly { key: string; name: string; value: string }[]
  /** What the reader is to do. */
  text: string
  /** Our page. */
  url: string
}

/** A line at the foot of a notification that can be changed for seven days. */
export type StatusBar = {
  text: string
  /** Red, green and blue as six hexadecimal digits. */
  color: string
}

/** DingTalk takes no more receivers in one call. */
export const mostReceivers = 100

/** A notification with a status bar goes to no more people in one call. */
export const mostWithStatusBar = 5

/** What DingTalk takes of a message, in bytes. */
const longestMessage = 2048

const replySchema = z.object({ task_id: z.union([z.number(), z.string()]) })

/** What a notification is sent as, and to whom. */
export type Sending = {
  corpId: string
  /** Of our app in the corp. */
  agentId: string
  /**
   * Third-party apps that were made after 2020-11-27 may only send templates that DingTalk has
   * approved; null for an app that may send what it likes.
   */
  templateId: string | null
  /** Up to `mostReceivers` members of the corp; up to `mostWithStatusBar` of them with a status bar. */
  userIds: readonly string[]
  /** Templates have none. */
  statusBar?: StatusBar
}

const folder = '/topapi/message/corpconversation'

/**
 * Sends a work notification to members of the corp: `POST …/asyncsend_v2` on the old host
 * (asynchronous-sending-of-enterprise-session-messages), or `…/sendbytemplate`
 * (work-notification-templating-send-notification-interface), whose template may use the keys of
 * the lines, `title`, `text` and `url`. DingTalk takes it and delivers later, and it delivers the same
 * content to one person once a day only, without saying so: every notification has to differ from
 * the one before.
 * @returns DingTalk's number of it
 * @throws ProblemError, `upstream-permission`, `upstream-rejected`, and for a template that cannot
 *   be used `upstream-credentials` among them
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
 * Changes the status bar of a notification that was sent with one, within seven days: `POST
 * …/status_bar/update` on the old host (update-work-notification-status-bar).
 * @param notificationId as `sendWorkNotification` answered
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

/** What DingTalk says of templates: that there is none, and that it has not approved it. */
const templateCodes: ReadonlySet<string> = new Set(['885001', '885006'])

function toTemplateProblem(error: unknown): unknown {
  if (!(error instanceof UpstreamRefusal) || !templateCodes.has(error.upstreamCode)) return error
  const title = `DingTalk does not accept the app's template of messages (${error.upstreamCode}).`
  return new ProblemError('upstream-credentials', title, { cause: error.cause })
}

/** Texts by their names, as JSON. */
function toTemplateData({ title, lines, text, url }: WorkNotification): string {
  const values = lines.map(({ key, value }) => [key, value])
  return JSON.stringify({ ...Object.fromEntries(values), title, text, url })
}

/** Opens a page of ours on PC beside the chats, rather than in a browser, where nobody is signed in. */
export function sidePanelLink(url: string): string {
  return `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(url)}&pc_slide=true`
}

function toMessage({ title, lines, text, url }: WorkNotification, statusBar?: StatusBar) {
  const msg = {
    msgtype: 'oa',
    oa: {
      message_url: url,
      pc_message_url: sidePanelLink(url),
      // DingTalk puts the app's name in place of the text.
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
  if (Buffer.byteLength(JSON.stringify(msg)) > longestMessage) {
    throw new ProblemError('internal-error', 'The notification is too long.')
  }
  return msg
}
