import { z } from 'zod'
import type { AgentIds } from '#proxy/upstream/dingtalk/agent-ids.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { readSendResult, type MissedPerson } from '#proxy/upstream/dingtalk/messages/send-result.ts'
import {
  changeStatusBar,
  maxStatusBarReceivers,
  sendWorkNotification,
  type StatusBar,
  type WorkNotification,
} from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { Blocked } from './failure.ts'

/** Sends work notifications in the form allowed for the app. */
export type Messenger = {
  /**
   * Looks up everything a message needs.
   * @returns sends it; to be called once
   * @throws Blocked; ProblemError if DingTalk does not know our app
   */
  prepare: (
    corpId: string,
    userIds: readonly string[],
    text: WorkNotification,
    statusBar: StatusBar | null,
  ) => Promise<() => Promise<SentMessage>>
  /** @throws ProblemError */
  changeBar: (corpId: string, notificationId: string, statusBar: StatusBar) => Promise<void>
  /** Who did not get a message that was accepted within the last day. @throws ProblemError */
  missedBy: (corpId: string, notificationId: string) => Promise<MissedPerson[]>
}

export const sentMessageSchema = z.object({
  /** DingTalk's number of the message. */
  notificationId: z.string(),
  /** Its status bar; null for a message without one. */
  bar: z.object({ text: z.string(), color: z.string() }).nullable(),
})

export type SentMessage = z.infer<typeof sentMessageSchema>

export type MessengerDeps = {
  client: DingTalkClient
  agentIds: AgentIds
  /** Of a third-party app; null if not set. */
  templateId: string | null
  /** Whether a template that is missing or refused blocks all messages. */
  needsTemplate: boolean
}

export function createMessenger(deps: MessengerDeps): Messenger {
  const { client, agentIds, templateId, needsTemplate } = deps
  return {
    async prepare(corpId, userIds, text, statusBar) {
      if (needsTemplate && templateId === null) throw new Blocked('template-missing')
      const agentId = await agentIds.of(corpId)
      const mayHaveOne = templateId === null && userIds.length <= maxStatusBarReceivers
      const bar = mayHaveOne ? statusBar : null
      return async () => {
        const withBar = bar === null ? {} : { statusBar: bar }
        const sending = { corpId, agentId, templateId, userIds, ...withBar }
        const notificationId = await sendWorkNotification(client, sending, text).catch(
          (error: unknown) => {
            throw needsTemplate ? ofTemplate(error) : error
          },
        )
        return { notificationId, bar }
      }
    },
    async changeBar(corpId, notificationId, statusBar) {
      const agentId = await agentIds.of(corpId)
      await changeStatusBar(client, { corpId, agentId }, notificationId, statusBar)
    },
    async missedBy(corpId, notificationId) {
      const agentId = await agentIds.of(corpId)
      return readSendResult(client, { corpId, agentId }, notificationId)
    },
  }
}

/** With a valid token, such a refusal concerns the template. */
function ofTemplate(error: unknown): unknown {
  const isRefused =
    error instanceof ProblemError &&
    error.code === 'upstream-credentials' &&
    error.upstreamCall?.includes('/oauth2/') !== true
  return isRefused ? new Blocked('template-refused') : error
}
