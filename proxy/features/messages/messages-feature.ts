import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import { createDayLimit } from './day-limit.ts'
import { createMessenger } from './messenger.ts'
import { createSendReminder } from './send-reminder.ts'

export type MessagesFeature = ReturnType<typeof createMessagesFeature>

/** How the app sends work notifications, by hand and by itself. */
export function createMessagesFeature(common: Common, { corp }: { corp: CorpFeature }) {
  const { config, dingtalk, store, upstream, log } = common
  const { client, agentIds } = upstream
  const isThirdParty = config.appKind === 'third-party'
  const form = { client, agentIds, templateId: isThirdParty ? config.reminderTemplateId : null }
  const messenger = createMessenger({ ...form, needsTemplate: isThirdParty })
  const dayLimit = createDayLimit({
    outbox: store.outbox,
    perDay: reminderLimits.perReceiverAndDay[config.appKind],
    // Reminders have no job for each receiver; they are counted by their journal.
    kinds: ['message', 'access-message', 'webhook-message'],
  })
  const { events, registry } = store
  const reminding = { dayLimit, journal: registry.reminders, events, times: corp.times, log }
  const canSendByHand = isThirdParty || dingtalk.agentId !== null
  // Apps created before 2020-11-27 may remind without a template. Of the others, the person who
  // reminds is told what DingTalk said.
  const byHand = createMessenger({ ...form, needsTemplate: false })
  return {
    messenger,
    dayLimit,
    sendReminder: createSendReminder({ ...reminding, messenger }),
    /** Null for an app that cannot send. */
    sendReminderByHand: canSendByHand
      ? createSendReminder({ ...reminding, messenger: byHand })
      : null,
  }
}
