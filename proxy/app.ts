import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { limitExports } from './base/csv/limit-exports.ts'
import { answerHeaders } from './base/http/answer-headers.ts'
import { answerProblem } from './base/http/answer-problem.ts'
import type { AppEnv } from './base/http/app-env.ts'
import { closeAfterEarlyAnswer } from './base/http/early-answer.ts'
import { observe } from './base/http/observe.ts'
import { policy } from './base/http/route-policy.ts'
import type { ClockWatch } from './base/clock-watch.ts'
import { createJobWorker } from './base/jobs/job-worker.ts'
import { ProblemError } from './base/problem.ts'
import { fairStore } from './base/store/fair-store.ts'
import type { Common } from './common.ts'
import { createAccessFeature } from './features/access/access-feature.ts'
import { createAccessRequestsFeature } from './features/access-requests/access-requests-feature.ts'
import { createAdminFeature } from './features/admin/admin-feature.ts'
import { createFinderFeature } from './features/finder/finder-feature.ts'
import { createApprovalsFeature } from './features/approvals/approvals-feature.ts'
import { createAssistantsFeature } from './features/assistants/assistants-feature.ts'
import { createAuditFeature } from './features/audit/audit-feature.ts'
import { checkRoutes } from './features/checks/check-routes.ts'
import { createCorpFeature, cacheCorpStates } from './features/corp/corp-feature.ts'
import { createEventsFeature } from './features/events/events-feature.ts'
import { createFilesFeature } from './features/files/files-feature.ts'
import { createBrowserSignIn } from './features/first-visit/browser-sign-in.ts'
import { sessionRoutes } from './features/first-visit/session-routes.ts'
import { createFlowsFeature } from './features/flows/flows-feature.ts'
import { jsapiRoutes } from './features/jsapi/jsapi-routes.ts'
import { createPageAddressesFeature } from './features/page-addresses/page-addresses-feature.ts'
import { createLiveFeature } from './features/live/live-feature.ts'
import { meRoutes } from './features/me/me-routes.ts'
import { createMessagesFeature } from './features/messages/messages-feature.ts'
import { createNoticesFeature } from './features/notices/notices-feature.ts'
import { nudgeRoutes } from './features/nudges/nudge-routes.ts'
import { createMetrics } from './features/health/metrics.ts'
import { openapiRoutes } from './features/openapi/openapi-routes.ts'
import { createHealthFeature } from './features/health/health-feature.ts'
import { createOperatorFeature } from './features/operator/operator-feature.ts'
import { createOrdersFeature } from './features/orders/orders-feature.ts'
import { planNews } from './features/outbox/news/plan-news.ts'
import { planReminders } from './features/outbox/reminders/plan-reminders.ts'
import { createOutboxFeature } from './features/outbox/outbox-feature.ts'
import { createPageFeature, type PageOptions } from './features/page/page-feature.ts'
import { readinessRoutes } from './features/readiness/readiness-routes.ts'
import { createRegistrationsFeature } from './features/registrations/registrations-feature.ts'
import { createRobotFeature } from './features/robot/robot-feature.ts'
import { sandboxRoutes, type SandboxControl } from './features/sandbox-control/sandbox-routes.ts'
import { createSessionFeature } from './features/session/session-feature.ts'
import { createStartFlowFeature } from './features/start-flow/start-flow-feature.ts'
import { createSweepFeature } from './features/sweep/sweep-feature.ts'
import { planProcess } from './features/todos/process-plan.ts'
import { planTodos } from './features/todos/todo-plan.ts'
import { turnsByOf } from './features/todos/todos.ts'
import { createTermsFeature } from './features/terms/terms-feature.ts'
import { createTodosFeature } from './features/todos/todos-feature.ts'
import { createVitalsFeature } from './features/vitals/vitals-feature.ts'
import { planWebhooks } from './features/webhooks/plan-webhooks.ts'
import { createWebhooksFeature } from './features/webhooks/webhooks-feature.ts'
import { createUpstream, type CallLimits } from './upstream/upstream.ts'

export type AppOptions = Pick<Common, 'config' | 'dingtalk' | 'store' | 'log'> &
  Partial<Pick<Common, 'metrics' | 'waits' | 'now' | 'monotonic'>> &
  PageOptions & {
    /** Null when DingTalk is real. */
    sandbox: SandboxControl | null
    /** Whether no other process uses the store; defaults to false. */
    isAlone?: boolean
    limits?: CallLimits
    /** Without it, the clock is never in doubt. */
    clock?: ClockWatch
  }

export type App = Awaited<ReturnType<typeof createApp>>

/** The proxy without a server: its features, each built from what is common and those before it. */
export async function createApp(options: AppOptions) {
  const { config, dingtalk, sandbox, log, limits, isAlone = false, waits = {}, clock } = options
  const { now = Date.now, monotonic = () => performance.now() } = options
  const { metrics = createMetrics() } = options
  const { publicUrl } = config
  // Each plans what follows from a change of a contract, in the transaction that stores it.
  const changes = options.store.heardBy({
    planners: [planNews, planReminders, planWebhooks, planProcess, planTodos],
    turnsBy: turnsByOf(config),
  })
  const heard = { ...options.store, ...changes }
  const store = fairStore(heard)
  const below = { config, dingtalk, store, metrics, waits, log, now, monotonic }
  const corpStates = cacheCorpStates(below)
  const observer = metrics.calls
  const upstream = createUpstream({ ...below, corps: corpStates, observer, isAlone, limits })
  const common: Common = { ...below, upstream }

  const corp = createCorpFeature(common, corpStates)
  const session = await createSessionFeature(common, { corp })
  const browserSignIn = createBrowserSignIn(common, { corp, session })
  const access = createAccessFeature(common, { corp, session })
  const audit = createAuditFeature(common, { session })
  const isClockMoved = () => (sandbox?.aheadMs?.() ?? 0) > 0
  const page = await createPageFeature(common, { ...options, isClockMoved })
  const vitals = createVitalsFeature(common, { page })
  const files = await createFilesFeature(common, { access })
  const messages = createMessagesFeature(common, { corp })
  const flows = createFlowsFeature(common, { session, access, audit, page, files, messages })
  const finder = createFinderFeature(common, { corp, session, flows })
  const assistants = createAssistantsFeature(common, { corp, session, audit, flows, finder })
  const live = createLiveFeature(common, { session, access, flows })
  const notices = createNoticesFeature(common, { corp, flows, live })
  const sweep = createSweepFeature(common, { notices })
  const before = { audit, corp, session, access, messages, notices, sweep }
  const outbox = createOutboxFeature(common, before)
  const webhooks = createWebhooksFeature(common, {
    corp,
    session,
    audit,
    notices,
    sweep,
    messages,
  })
  const todos = createTodosFeature(common, { corp, flows, sweep, messages })
  const sharing = { corp, session, access, audit, flows, messages }
  const terms = createTermsFeature(common, { ...sharing, webhooks })
  const accessRequests = createAccessRequestsFeature(common, sharing)
  const approvals = createApprovalsFeature(common, { access, audit, files, flows, messages })
  const robot = createRobotFeature(common, { corp, audit, finder })
  const events = createEventsFeature(common, { corp, approvals, vitals, robot })
  const pageAddresses = createPageAddressesFeature(common, { session, access, audit, flows })
  const admin = createAdminFeature(common, { corp, session, audit, notices, pageAddresses })
  const orders = createOrdersFeature(common, { session })
  const running = { corp, session, audit, notices, orders, vitals }
  const operator = createOperatorFeature(common, running)
  const health = createHealthFeature(common, { live, notices, events, vitals })
  const registrations = createRegistrationsFeature(common, {
    corp,
    session,
    audit,
    flows,
    notices,
  })
  const starting = { session, access, audit, files, flows, pageAddresses }
  const startFlow = createStartFlowFeature(common, starting)

  const api = new Hono<AppEnv>()
    .use(session.admitRequests, limitExports(config.appKind === 'third-party'))
    .route('/config', page.configRoutes)
    .route('/client-errors', health.clientErrorRoutes)
    .route('/vitals', vitals.routes)
    .route('/session', sessionRoutes(common, { corp, session, flows, page }))
    .route('/sign-in', browserSignIn.beginning)
    .route('/file-addresses', session.ticketRoutes)
    .route('/flows', flows.routes)
    .route('/', startFlow.routes)
    .route('/flows', pageAddresses.routes)
    .route('/registrations', registrations.routes)
    .route('/', accessRequests.routes)
    .route('/flows', terms.routes)
    .route('/', outbox.routes)
    .route('/', nudgeRoutes(common, { corp, access, messages }))
    .route('/approvals', approvals.routes)
    .route('/files', files.routes)
    .route('/', assistants.apiRoutes)
    .route('/me', meRoutes(common, { session, pageAddresses }))
    .route('/readiness', readinessRoutes(common, { corp, session }))
    .route('/', admin.routes)
    .route('/corp/webhooks', webhooks.routes)
    .route('/orders', orders.routes)
    .route('/operator/checks', checkRoutes(common, { session }))
    .route('/operator', operator.routes)
    .route('/jsapi-config', jsapiRoutes(common, { corp }))
    .route('/', live.routes)
    .route('/', audit.routes)
    .all('*', (c) => c.notFound())

  const app = new Hono<AppEnv>()
    .onError(answerProblem)
    .notFound((c) => answerProblem(new ProblemError('not-found', 'There is no such route.'), c))
    .use(closeAfterEarlyAnswer, observe(health.recordRequest))
  // Ahead of our security headers, which do not fit the sandbox's pages.
  if (sandbox !== null) {
    const sendDue = () => jobWorker.doDue()
    const played = { publicUrl, sandbox, store, isAlone, sendDue, now }
    app.route('/_sandbox', sandboxRoutes(played, { corp, flows }))
  }
  app
    .use(answerHeaders(publicUrl, page.release))
    .route('/', health.routes)
    .route('/openapi.json', openapiRoutes({ publicUrl, hasAssistants: config.assistants }))
    .route('/api', api)
    .route('/callbacks/esign', notices.routes)
  if (events.routes !== null) app.route('/callbacks/dingtalk', events.routes)
  if (robot.routes !== null) app.route('/callbacks/dingtalk/robot', robot.routes)
  app
    .route('/callbacks/sign-in', browserSignIn.callback)
    .route('/', assistants.mcpRoutes)
    // A mistyped address of notices still has their secret.
    .all('/callbacks/*', policy({ hasSecret: true }), (c) => c.notFound())
    .all('/_sandbox/*', (c) => c.notFound())
    .route('/', page.routes)

  const handlers = {
    ...corp.jobs,
    ...sweep.jobs,
    ...notices.jobs,
    ...outbox.jobs,
    ...webhooks.jobs,
    ...todos.jobs,
    ...terms.jobs,
    ...accessRequests.jobs,
    ...approvals.jobs,
    ...events.jobs,
    ...robot.jobs,
    ...operator.jobs,
    ...health.jobs,
  }
  const jobWorker = createJobWorker({ jobs: store.jobs, clock, handlers, log, now })
  jobWorker.start()
  const answer = getRequestListener(app.fetch)
  const listener: RequestListener = (request, response) => void answer(request, response)
  return {
    app,
    /** Whose changes are heard. */
    store: heard,
    /** Handles a server's requests. */
    listener,
    /** Ends live connections, which would otherwise never end. */
    endStreams: live.endStreams,
    /** Starts what is done again and again, without a cause. */
    startRecurring: () => jobWorker.putRecurring(),
    /** Rereads the flows in progress that are due now. */
    readDue: sweep.readDue,
    /** Starts processing DingTalk's events, and listening for them. */
    hearEvents: () => events.hearEvents(),
    /** Sends now what would otherwise be sent within seconds. */
    sendDue: () => jobWorker.doDue(),
    /** Ends what runs in the background, and closes all connections. */
    close: async () => {
      health.close()
      live.close()
      finder.close()
      assistants.close()
      await events.close()
      corp.close()
      session.close()
      await jobWorker.close()
      await webhooks.close()
      await upstream.close()
      await vitals.close()
      await Promise.all([files.close(), store.close()])
    },
  }
}
