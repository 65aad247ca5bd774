import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import { robotKind } from '#proxy/base/store/jobs/robot-store.ts'
import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import { createDayLimit } from './day-limit.ts'
import { createMessenger } from './messenger.ts'
import { createSendReminder } from './send-reminder.ts'
import { sendingHandlers, type Sender } from './sender.ts'

export type MessagesFeature = ReturnType<typeof createMessagesFeature>

/** How the app sends work notifications, by hand and by itself. */
export function createMessagesFeature(common: Common, { corp }: { corp: CorpFeature }) {
  const { config, dingtalk, store, upstream, metrics, log } = common
  const { client, agentIds } = upstream
  const isThirdParty = config.appKind === 'third-party'
  const form = { client, agentIds, templateId: isThirdParty ? config.reminderTemplateId : null }
  const messenger = createMessenger({ ...form, needsTemplate: isThirdParty })
  const dayLimit = createDayLimit({
    outbox: store.outbox,
    perDay: reminderLimits.perReceiverAndDay[config.appKind],
    // Reminders have no job for each receiver; they are counted by their journal.
    kinds: ['message', 'access-message', 'webhook-message', 'term-message'],
  })
  const { events, registry } = store
  const reminding = { dayLimit, journal: registry.reminders, events, times: corp.times, log }
  const canSendByHand = isThirdParty || dingtalk.agentId !== null
  // Apps created before 2020-11-27 may remind without a template. Of the others, the person who
  // reminds is told what DingTalk said.
  const byHand = createMessenger({ ...form, needsTemplate: false })
  // Administrators see why the robot's answers fail beside the messages.
  const kinds = new Set<string>([robotKind])
  return {
    messenger,
    /** Whether the settings let the app send messages by itself. */
    canSend: isThirdParty ? form.templateId !== null : dingtalk.agentId !== null,
    /** The handlers of jobs that send. */
    sending(senders: Readonly<Record<string, Sender>>): Record<string, JobHandler> {
      for (const kind of Object.keys(senders)) kinds.add(kind)
      return sendingHandlers(senders, { times: corp.times, dayLimit, count: metrics.countMessage })
    },
    /** Kinds of the jobs that send, which administrators see on their desk. */
    kinds: kinds as ReadonlySet<string>,
    sendReminder: createSendReminder({ ...reminding, messenger }),
    /** Null for an app that cannot send. */
    sendReminderByHand: canSendByHand
      ? createSendReminder({ ...reminding, messenger: byHand })
      : null,
  }
}
