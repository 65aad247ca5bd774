import type { AppParts } from '#proxy/app.ts'
import type { Config } from '#proxy/config.ts'
import type { AgentIds } from '#proxy/dingtalk/agent-ids.ts'
import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { readIsAdmin } from '#proxy/dingtalk/user-info.ts'
import type { FlowAccess } from '#proxy/flows/access/flow-access.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import type { Logger } from '#proxy/log.ts'
import type { ConfirmFlow } from '#proxy/notices/flow-confirmation.ts'
import type { Metrics } from '#proxy/operations/metrics.ts'
import { LocalTime } from '#proxy/outbox/local-time.ts'
import {
  createBarSender,
  createBarsSender,
  createMessageSender,
  createMessenger,
} from '#proxy/outbox/news/message-sender.ts'
import { createNewsSender } from '#proxy/outbox/news/news-sender.ts'
import { planNews } from '#proxy/outbox/news/plan-news.ts'
import { createOutboxWorker, type OutboxWorker } from '#proxy/outbox/outbox-worker.ts'
import { planReminders } from '#proxy/outbox/reminders/plan-reminders.ts'
import { createReminderSender } from '#proxy/outbox/reminders/reminder-sender.ts'
import type { Sender } from '#proxy/outbox/sender.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { createRoles } from '#proxy/session/roles.ts'
import type { Planner } from '#proxy/store/outbox/causes.ts'
import type { Store } from '#proxy/store/store.ts'
import { createTodos } from '#proxy/todos/todos.ts'

type OutboxSurroundings = {
  config: Config
  client: DingTalkClient
  flows: FlowReader
  agentIds: AgentIds
  access: FlowAccess
  confirm: ConfirmFlow
  store: Store
  metrics: Pick<Metrics, 'countMessage'>
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

export type ComposedOutbox = Pick<AppParts, 'choices' | 'outboxDesk'> & {
  worker: OutboxWorker
}

/** Messages that one app may send a person on a day, as DingTalk documents them. */
const perDay = { internal: 500, 'third-party': 50 } as const

/** Builds what sends messages and to-dos by itself. */
export function composeOutbox(surroundings: OutboxSurroundings): ComposedOutbox {
  const { config, access, store, metrics, log, now } = surroundings
  const { outbox } = store
  const localTime = new LocalTime(config.timeZone, config.quietHours)
  const todos = createTodos({
    ...surroundings,
    settings: config,
    registry: store.registry.flows,
    outbox,
    localTime,
    publicUrl: config.publicUrl,
  })
  const planners: readonly Planner[] = [planNews, planReminders, ...todos.planners]
  for (const planner of planners) outbox.plans(planner)
  const senders = { ...newsSenders(surroundings, store), ...todos.senders }
  const count = metrics.countMessage
  return {
    worker: createOutboxWorker({ outbox, senders, localTime, count, log, now }),
    choices: { access, registry: store.registry.flows, book: store.news, now },
    outboxDesk: { outbox, roles: createRoles(config), now },
  }
}

/** What sends messages about flows, and reminders. */
function newsSenders(surroundings: OutboxSurroundings, store: Store): Record<string, Sender> {
  const { config, client, agentIds, confirm, log, monotonic } = surroundings
  const { registry, outbox, news: book, events } = store
  const messenger = createMessenger({
    client,
    agentIds,
    isThirdParty: config.appKind === 'third-party',
    templateId: config.reminderTemplateId,
  })
  const news = createNewsSender({
    registry: registry.flows,
    book,
    confirm,
    maySee: (corpId, userId, taskId) => stillSees(surroundings, { corpId, userId }, taskId),
    frame: config,
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
      perDay: perDay[config.appKind],
    }),
    bars: createBarsSender(outbox),
    bar: createBarSender({ messenger, registry: registry.flows, outbox }),
    'auto-reminder': createReminderSender({
      registry: registry.flows,
      book,
      journal: registry.urges,
      events,
      confirm,
      messenger,
      frame: config,
      log,
      monotonic,
    }),
  }
}

/** Whether somebody who is not signed in may see a flow, as one of its people or as an admin. */
async function stillSees(
  { access, client }: OutboxSurroundings,
  person: { corpId: string; userId: string },
  taskId: string,
): Promise<boolean> {
  if (await access.maySee({ ...person, sysLevel: 0 }, taskId)) return true
  try {
    return await readIsAdmin(client, person.corpId, person.userId)
  } catch (error) {
    const isOutside =
      error instanceof ProblemError &&
      (error.code === 'person-not-found' || error.code === 'outside-app-scope')
    if (isOutside) return false
    throw error
  }
}
