import { Hono } from 'hono'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import {
  accessRequestRoutes,
  type AccessRequestDeps,
} from './features/access-requests/access-request-routes.ts'
import { connectionOf, type AppContext, type AppEnv, requestedHost } from './base/http/app-env.ts'
import { isLoopback } from './settings.ts'
import type { ApprovalContractList } from './features/approvals/approval-contracts.ts'
import { approvalRoutes } from './features/approvals/approval-routes.ts'
import type { AuditLog } from './features/audit/audit-log.ts'
import { auditRoutes, type AuditDeps } from './features/audit/audit-routes.ts'
import { limitExports } from './features/audit/limit-exports.ts'
import {
  dingtalkEventRoutes,
  type DingTalkEventDeps,
} from './upstream/dingtalk/events/event-routes.ts'
import { requireSubscription } from './features/corp/subscription.ts'
import { corpRoutes, type CorpDeps } from './features/corp/corp-routes.ts'
import { corpSettingsRoutes, type CorpSettingsDeps } from './features/corp/settings-routes.ts'
import {
  subscriptionRoutes,
  type SubscriptionHelpDeps,
} from './features/corp/subscription-routes.ts'
import { fileRoutes, type FileDeps } from './features/files/file-routes.ts'
import {
  documentRoutes,
  type DocumentRouteDeps,
} from './features/flows/documents/document-routes.ts'
import { archiveRoutes, type ArchiveDeps } from './features/flows/export/archive-routes.ts'
import { exportRoutes } from './features/flows/export/export-routes.ts'
import type { FlowOpener } from './features/flows/read/flow-opener.ts'
import { flowRoutes, type FlowDeps } from './features/flows/flow-routes.ts'
import { remindersRoutes } from './features/flows/remind/reminders-routes.ts'
import { jsapiRoutes, type JsapiDeps } from './features/jsapi/jsapi-routes.ts'
import { approvalUrlRoutes, type ApprovalUrlDeps } from './features/launch/approval-url-routes.ts'
import { signUrlRoutes, type SignUrlDeps } from './features/launch/sign-url-routes.ts'
import { liveRoutes, type LiveDeps } from './features/live/live-routes.ts'
import { meRoutes, type MeDeps } from './features/me/me-routes.ts'
import { noticeRoutes, type NoticeDeps } from './features/notices/notice-routes.ts'
import { closeAfterEarlyAnswer } from './base/http/early-answer.ts'
import { observe, type RecordRequest } from './base/http/observe.ts'
import { policy } from './base/http/route-policy.ts'
import {
  clientErrorRoutes,
  type ClientErrorDeps,
} from './features/operations/client-error-routes.ts'
import { metricsRoutes, type MetricsDeps } from './features/operations/metrics-routes.ts'
import type { EventLineReport } from './features/operations/event-line.ts'
import {
  unreadyText,
  type CheckDeps,
  type PartStates,
} from './features/operations/readiness-checks.ts'
import { operatorRoutes, type OperatorDeps } from './features/operator/operator-routes.ts'
import { orderRoutes, type OrderDeps } from './features/orders/order-routes.ts'
import { choiceRoutes, type ChoiceDeps } from './features/outbox/choice-routes.ts'
import { outboxDeskRoutes, type OutboxDeskDeps } from './features/outbox/desk-routes.ts'
import type { FlowPages } from './features/page/flow-page.ts'
import { pageRoutes } from './features/page/page-routes.ts'
import type { WebApp } from './features/page/web-app.ts'
import { ProblemError, toProblem } from './base/problem.ts'
import { asProblemError } from './base/store/as-problem.ts'
import { isNavigation, problemPage } from './base/http/problem-page.ts'
import {
  registrationRoutes,
  type RegistrationDeps,
} from './features/registrations/registration-routes.ts'
import { readinessRoutes, type ReadinessDeps } from './features/readiness/readiness-routes.ts'
import { nameRelease, securityHeaders } from './base/http/security-headers.ts'
import { originCheck } from './features/session/origin-check.ts'
import { countRequester } from './features/session/request-requester.ts'
import { readSession } from './features/session/session-middleware.ts'
import { readTicket, ticketRoutes } from '#proxy/features/session/ticket-routes.ts'
import { sessionRoutes, type SessionDeps } from './features/first-visit/session-routes.ts'
import { nudgeRoutes, type NudgeDeps } from './features/nudges/nudge-routes.ts'
import type { FlowDrafts } from './features/start-flow/flow-drafts.ts'
import type { FlowStarter } from './features/start-flow/flow-starter.ts'
import { sourceRoutes, type SourceDeps } from './features/start-flow/source-routes.ts'
import { startFlowRoutes } from './features/start-flow/start-flow-routes.ts'

/** Answers requests below `/_sandbox/` in sandbox mode. */
export type SandboxControl = { fetch(request: Request): Response | Promise<Response> }

export type AppDeps = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  appConfig: AppConfig
  session: SessionDeps
  opener: FlowOpener
  shownFlows: FlowDeps
  documents: DocumentRouteDeps
  archive: ArchiveDeps
  audit: AuditDeps
  auditLog: AuditLog
  live: LiveDeps
  notices: NoticeDeps
  /** Null when DingTalk does not post events. */
  dingtalkEvents: DingTalkEventDeps | null
  /** Checks the parts that requests need. */
  checkParts: CheckDeps
  /** State of this instance's Stream line; null when events do not arrive over Stream. */
  eventLine: (() => EventLineReport) | null
  metrics: MetricsDeps
  clientErrors: ClientErrorDeps
  files: FileDeps
  starter: FlowStarter
  drafts: FlowDrafts
  sources: SourceDeps
  signUrl: SignUrlDeps
  approvalUrl: ApprovalUrlDeps
  registrations: RegistrationDeps
  accessRequests: AccessRequestDeps
  choices: ChoiceDeps
  nudges: NudgeDeps
  outboxDesk: OutboxDeskDeps
  approvals: ApprovalContractList
  me: MeDeps
  readiness: ReadinessDeps
  corp: CorpDeps
  corpSettings: CorpSettingsDeps
  subscription: SubscriptionHelpDeps
  orders: OrderDeps
  operator: OperatorDeps
  jsapi: JsapiDeps
  /** Null when the web app is not built, or is served by another server. */
  webApp: WebApp | null
  flowPages: FlowPages
  sandbox: SandboxControl | null
  recordRequest: RecordRequest
}

/** The HTTP surface of the proxy, without a server. */
export function createApp(parts: AppDeps): Hono<AppEnv> {
  const { publicUrl, sandbox } = parts
  const app = new Hono<AppEnv>()
  app.onError(answerProblem)
  app.notFound((c) => answerProblem(new ProblemError('not-found', 'There is no such route.'), c))
  app.use(closeAfterEarlyAnswer)
  app.use(observe(parts.recordRequest))
  // Registered before our security headers, which do not fit the sandbox's pages.
  if (sandbox !== null) app.all('/_sandbox/*', (c) => forward(c, sandbox, publicUrl))
  app.use(securityHeaders(publicUrl), nameRelease(parts.webApp?.release ?? 'dev'))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => answerReady(await parts.checkParts(), parts.eventLine, c))
  app.route('/metrics', metricsRoutes(parts.metrics))
  app.route('/api', apiRoutes(parts))
  app.route('/callbacks/esign', noticeRoutes(parts.notices))
  if (parts.dingtalkEvents !== null)
    app.route('/callbacks/dingtalk', dingtalkEventRoutes(parts.dingtalkEvents))
  // A mistyped address of notices still has their secret.
  app.all('/callbacks/*', policy({ hasSecret: true }), (c) => c.notFound())
  app.all('/_sandbox/*', (c) => c.notFound())
  app.route('/', pageRoutes(parts.webApp))
  return app
}

function apiRoutes(parts: AppDeps): Hono<AppEnv> {
  const { appConfig, session, opener, files } = parts
  const api = new Hono<AppEnv>()
  const subscription = { standings: session.corps, now: session.now }
  api.use(
    originCheck(parts.publicUrl),
    readSession(session.tokens, session.cookie, session.sessions, session.register),
    readTicket(parts.archive.tickets, session.sessions, session.corps),
    requireSubscription(subscription),
    countRequester,
    limitExports(appConfig.appKind),
  )
  api.get('/config', policy({ isPolled: true, isForStopped: true }), (c) => c.json(appConfig))
  api.route('/client-errors', clientErrorRoutes(parts.clientErrors))
  api.route('/session', sessionRoutes(session, opener, parts.flowPages))
  api.route('/file-addresses', ticketRoutes(parts.archive.tickets, parts.publicUrl))
  api.route('/flows', exportRoutes(parts.shownFlows, parts.auditLog))
  api.route('/flows', archiveRoutes(parts.archive))
  api.route('/flows', remindersRoutes(parts.shownFlows.reminders))
  api.route('/flows', documentRoutes(parts.documents))
  api.route('/flows', flowRoutes(parts.shownFlows, parts.auditLog))
  api.route('/flows', startFlowRoutes(parts.starter, parts.drafts))
  api.route('/starts', sourceRoutes(parts.sources, parts.auditLog))
  api.route('/flows', approvalUrlRoutes(parts.approvalUrl))
  api.route('/flows', signUrlRoutes(parts.signUrl, parts.auditLog))
  api.route('/registrations', registrationRoutes(parts.registrations, subscription, parts.auditLog))
  api.route('/', accessRequestRoutes(parts.accessRequests, parts.auditLog))
  api.route('/', choiceRoutes(parts.choices))
  api.route('/', nudgeRoutes(parts.nudges))
  api.route('/corp/outbox', outboxDeskRoutes(parts.outboxDesk))
  api.route(
    '/approvals',
    approvalRoutes({ contracts: parts.approvals, sender: parts.documents.sender }, parts.auditLog),
  )
  api.route('/files', fileRoutes(files))
  api.route('/me', meRoutes(parts.me))
  api.route('/readiness', readinessRoutes(parts.readiness))
  api.route('/corp', corpRoutes(parts.corp, parts.auditLog))
  api.route('/corp/settings', corpSettingsRoutes(parts.corpSettings, parts.auditLog))
  api.route('/subscription', subscriptionRoutes(parts.subscription, subscription))
  api.route('/orders', orderRoutes(parts.orders))
  api.route('/operator', operatorRoutes(parts.operator, parts.auditLog))
  api.route('/jsapi-config', jsapiRoutes(parts.jsapi))
  api.route('/', liveRoutes(parts.live))
  api.route('/', auditRoutes(parts.audit))
  api.all('*', (c) => c.notFound())
  return api
}

/**
 * Anybody who reaches the sandbox may control it, so a page of another host name that points to
 * this machine (DNS rebinding) must not.
 */
async function forward(
  c: AppContext,
  sandbox: SandboxControl,
  publicUrl: string,
): Promise<Response> {
  const host = requestedHost(c)
  const isOurs = host === null || isLoopback(host) || host === new URL(publicUrl).hostname
  if (!isOurs) return c.notFound()
  const answer = await sandbox.fetch(c.req.raw)
  return c.newResponse(answer.body, answer)
}

/** Whether the client hung up before the whole request had arrived. */
function isAborted(error: Error, c: AppContext): boolean {
  const incoming = connectionOf(c)?.incoming
  const isCut = incoming?.destroyed === true && !incoming.complete
  return isCut && !(error instanceof ProblemError)
}

/** Responds with the state of each part, as a problem if one is not ready. */
function answerReady(parts: PartStates, eventLine: AppDeps['eventLine'], c: AppContext): Response {
  const words = unreadyText(parts)
  // A missing line does not make the proxy unready.
  const line = eventLine === null ? {} : { eventLine: eventLine() }
  if (words === null) return c.json({ status: 'ok', parts, ...line })
  const failure = new ProblemError('store-unavailable', words)
  c.set('failure', failure)
  const body = { ...toProblem(failure, c.get('requestId')), parts, ...line }
  return c.json(body, failure.status, { 'content-type': 'application/problem+json' })
}

function answerProblem(error: Error, c: AppContext): Response | Promise<Response> {
  const failure = isAborted(error, c)
    ? new ProblemError('invalid-request', 'The request was aborted.', { cause: error })
    : asProblemError(error)
  c.set('failure', failure)
  if (failure.retryAfter !== undefined) c.header('retry-after', String(failure.retryAfter))
  const requestId = c.get('requestId')
  c.header('vary', 'accept', { append: true })
  if (isNavigation(c)) return c.html(problemPage(failure.code, requestId), failure.status)
  const body = JSON.stringify(toProblem(failure, requestId))
  return c.body(body, failure.status, { 'content-type': 'application/problem+json' })
}
