import {
  createAccessMessageSender,
  createRequestSender,
} from '#proxy/features/access-requests/request-senders.ts'
import {
  approvalCommentKind,
  createApprovalCommentSender,
} from '#proxy/features/approvals/approval-comments.ts'
import type { CorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import { addApprovalComment } from '#proxy/upstream/dingtalk/approval-comment.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { readIsAdmin, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import type { ConfirmFlow } from '#proxy/features/notices/flow-confirmation.ts'
import type { Metrics } from '#proxy/features/operations/metrics.ts'
import type { NudgeDeps } from '#proxy/features/nudges/nudge-routes.ts'
import { createDayLimit, type DayLimit } from '#proxy/features/outbox/day-limit.ts'
import { createDeliverySender } from '#proxy/features/outbox/delivery.ts'
import { readToSend } from '#proxy/features/outbox/failure.ts'
import { LocalTime } from '#proxy/features/outbox/local-time.ts'
import {
  createBarSender,
  createBarsSender,
  createMessageSender,
  createMessenger,
  type Messenger,
} from '#proxy/features/outbox/news/message-sender.ts'
import { createNewsSender } from '#proxy/features/outbox/news/news-sender.ts'
import { planNews } from '#proxy/features/outbox/news/plan-news.ts'
import { isReachable, stillSees } from '#proxy/features/outbox/receivers.ts'
import { planReminders } from '#proxy/features/outbox/reminders/plan-reminders.ts'
import { createReminderSender } from '#proxy/features/outbox/reminders/reminder-sender.ts'
import { sendingHandlers, type Sender } from '#proxy/features/outbox/sender.ts'
import { deliveryKind } from '#proxy/base/store/outbox/outbox.ts'
import { createChargeCalls, type ChargeCalls } from '#proxy/features/sweep/charge-calls.ts'
import { createTodos } from '#proxy/features/todos/todos.ts'
import type { CommonDeps } from './common-parts.ts'

type OutboxSurroundings = CommonDeps & {
  corpAdmins: CorpAdmins
  esign: Pick<Esign, 'getApprovalAttachments'>
  flows: FlowReader
  access: FlowAccess
  confirm: ConfirmFlow
  isTrouble: NudgeDeps['isTrouble']
  countMessage: Metrics['countMessage']
}

/** Whether the settings let the app send messages. */
function canSend({ config, dingtalk }: OutboxSurroundings): boolean {
  return config.appKind === 'third-party'
    ? config.reminderTemplateId !== null
    : dingtalk.agentId !== null
}

/** DingTalk's documented limit of messages from one app to a person in a day. */
const perDay = { internal: 500, 'third-party': 50 } as const

/** Builds the automatic sending of messages and to-dos. */
export function composeOutbox(surroundings: OutboxSurroundings) {
  const { config, access, flows, store, times, log, now } = surroundings
  const { jobs, outbox } = store
  // Daily limits and budgets count by the server's days.
  const localTime = new LocalTime(config.timeZone, config.quietHours)
  const charged = createChargeCalls({ book: store.sweeps, localTime, log, now })
  const todos = createTodos({
    ...surroundings,
    flows: {
      read: (corpId, ...of) => readToSend(charged(corpId, () => flows.read(corpId, ...of))),
    },
    settings: config,
    registry: store.registry.flows,
    jobs,
    localTime,
    publicUrl: config.publicUrl,
  })
  outbox.plans([planNews, planReminders, ...todos.planners], todos.turnsBy)
  const dayLimit = createDayLimit({
    outbox,
    localTime,
    perDay: perDay[config.appKind],
    kinds: ['message', 'access-message'],
  })
  const messenger = createMessenger({
    client: surroundings.client,
    agentIds: surroundings.agentIds,
    isThirdParty: config.appKind === 'third-party',
    templateId: config.reminderTemplateId,
  })
  const senders = {
    ...newsSenders(surroundings, messenger, dayLimit, charged),
    [deliveryKind]: createDeliverySender({ ...messenger, outbox, localTime }),
    ...requestSenders(surroundings, messenger),
    ...commentSenders(surroundings),
    ...todos.senders,
  }
  return {
    senders: sendingHandlers(senders, { times, dayLimit, count: surroundings.countMessage }),
    nudges: {
      access,
      registry: store.registry.flows,
      admins: surroundings.corpAdmins,
      jobs,
      isTrouble: surroundings.isTrouble,
      canNotify: canSend(surroundings),
      times,
      now,
    },
    choices: { access, registry: store.registry.flows, book: store.news, now },
    outboxDesk: { outbox, kinds: Object.keys(senders), roles: surroundings.roles, now },
  }
}

/** Senders of news and reminders. */
function newsSenders(
  surroundings: OutboxSurroundings,
  messenger: Messenger,
  dayLimit: DayLimit,
  charged: ChargeCalls,
): Record<string, Sender> {
  const { store, log, monotonic } = surroundings
  const confirm: ConfirmFlow = (corpId, taskId, since) =>
    readToSend(surroundings.confirm(corpId, taskId, since, (read) => charged(corpId, read)))
  const { registry, jobs, outbox, news: book, events } = store
  const maySee = (corpId: string, userId: string, taskId: string) =>
    readToSend(
      stillSees(
        surroundings.access,
        () => readIsAdmin(surroundings.client, corpId, userId),
        { corpId, userId },
        taskId,
      ),
    )
  const news = createNewsSender({
    registry: registry.flows,
    book,
    confirm,
    maySee,
    monotonic,
  })
  return {
    news,
    'news-deadline': news,
    'news-stuck': news,
    message: createMessageSender({
      messenger,
      registry: registry.flows,
      book,
      maySee,
      times: surroundings.times,
    }),
    bars: createBarsSender(jobs),
    bar: createBarSender({ messenger, registry: registry.flows, jobs }),
    'auto-reminder': createReminderSender({
      registry: registry.flows,
      book,
      journal: registry.urges,
      outbox,
      events,
      confirm,
      messenger,
      dayLimit,
      times: surroundings.times,
      log,
      monotonic,
    }),
  }
}

/** Senders of messages about access requests. */
function requestSenders(
  surroundings: OutboxSurroundings,
  messenger: Messenger,
): Record<string, Sender> {
  const { config, corpAdmins, flows, store } = surroundings
  const { registry, events } = store
  const requests = registry.accessRequests
  return {
    'access-request': createRequestSender({
      times: surroundings.times,
      registry: registry.flows,
      requests,
      flows: { read: (...of) => readToSend(flows.read(...of)) },
      events,
      adminsOf: (corpId) => corpAdmins.idsOf(corpId),
      isReachable: (corpId, userId) =>
        isReachable(() => readName(surroundings.client, corpId, userId)),
      generation: config.generation,
    }),
    'access-message': createAccessMessageSender(messenger, requests),
  }
}

function commentSenders({
  config,
  client,
  esign,
  store,
}: OutboxSurroundings): Record<string, Sender> {
  const { getApprovalAttachments: attachmentsOf } = esign
  if (attachmentsOf === null) return {}
  return {
    [approvalCommentKind]: createApprovalCommentSender({
      sealApprovals: store.registry.sealApprovals,
      attachmentsOf,
      addComment: (corpId, comment) => addApprovalComment(client, corpId, comment),
      publicUrl: config.publicUrl,
    }),
  }
}
