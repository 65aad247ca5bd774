import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import type { FlowPageRenderer } from '#shared/schemas/flow/flow-page.ts'
import { createApp, type SandboxControl } from '#proxy/app.ts'
import { createAuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CommonDeps } from './common-parts.ts'
import { composeApproverLookup, composeEvents, composeStandings } from './compose-events.ts'
import { composeAdmin } from './compose-admin.ts'
import { composeEsign } from './compose-esign.ts'
import { composeFlows } from './compose-flows.ts'
import { composeLive } from './compose-live.ts'
import { composeOutbox } from './compose-outbox.ts'
import { composePeople } from './compose-people.ts'
import { composeSessions } from './compose-sessions.ts'
import { composeUpstream } from './compose-upstream.ts'
import type { DingTalkSettings } from '#proxy/config.ts'
import { createTroubleCheck } from '#proxy/features/corp/admin-troubles.ts'
import { createCorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import { readAdmins, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import { Authorisations } from '#proxy/features/corp/authorisations.ts'
import type { TransportLimits } from '#proxy/upstream/dingtalk/client/transport.ts'
import { createFileSender } from '#proxy/features/files/file-sender.ts'
import { createFileRights } from '#proxy/features/files/file-rights.ts'
import { createFileUploads } from '#proxy/features/files/file-uploads.ts'
import { SpoolFolder } from '#proxy/features/files/spool-folder.ts'
import { createStorage } from '#proxy/features/files/storage.ts'
import { createFlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { createJobWorker } from '#proxy/base/jobs/job-worker.ts'
import type { Logger } from '#proxy/base/log.ts'
import { noticeKinds } from '#proxy/features/notices/notice-work.ts'
import { noticeSecretsOf } from '#proxy/features/notices/notice-secrets.ts'
import { createRoles } from '#proxy/features/session/roles.ts'
import { createFileTickets } from '#proxy/features/session/file-tickets.ts'
import { createRequestRecorder } from '#proxy/base/http/observe.ts'
import { createDownloadPlaces, createFilePlaces } from '#proxy/base/limits/download-places.ts'
import { createMetrics, type Metrics } from '#proxy/features/operations/metrics.ts'
import { createPartsCheck } from '#proxy/features/operations/readiness-checks.ts'
import { createCorpTimes } from '#proxy/features/outbox/corp-times.ts'
import { LocalTime } from '#proxy/features/outbox/local-time.ts'
import { fairStore } from '#proxy/base/store/fair-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { createSweep } from '#proxy/features/sweep/sweep.ts'
import { createFlowPages } from '#proxy/features/page/flow-page.ts'
import { loadWebApp } from '#proxy/features/page/web-app.ts'
import { withResetOnChange } from './sandbox-changes.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

export type Surroundings = {
  config: CommonDeps['config']
  /** The app to call DingTalk as: the configured one, or the sandbox's. */
  dingtalk: DingTalkSettings
  /** Answers requests below `/_sandbox/` in sandbox mode; null otherwise. */
  sandbox: SandboxControl | null
  store: Store
  /** Whether no other process uses the store; defaults to false. */
  isAlone?: boolean
  /** Folder of the built web app; null if another server serves it. */
  webFolder: string | null
  /** Renders flow pages; null if only devices do. */
  renderer?: FlowPageRenderer | null
  log: Logger
  /** Defaults to metrics of these parts only. */
  metrics?: Metrics
  limits?: TransportLimits & { call: number; attempts?: number }
  /**
   * Milliseconds that a request waits for the number of its reading, for the current role, and for
   * the store's data on a flow and its access.
   */
  waits?: { readingNumber?: number; role?: number; store?: number }
  now?: Clock
  monotonic?: MonotonicClock
}

export type Proxy = Awaited<ReturnType<typeof composeProxy>>

export async function composeProxy(surroundings: Surroundings) {
  const { config, dingtalk, sandbox, webFolder, log, limits, renderer = null } = surroundings
  const { now = Date.now, monotonic = () => performance.now() } = surroundings
  const { metrics = createMetrics(), isAlone = false, waits = {} } = surroundings
  const store = fairStore(surroundings.store)
  const appConfig: AppConfig = {
    mode: config.dingtalk === null ? 'sandbox' : 'live',
    appKind: config.appKind,
    clientId: dingtalk.clientId,
    corpId: dingtalk.corpId,
  }
  const noticeSecrets = noticeSecretsOf(config)
  const standings = composeStandings(config, store, log, monotonic)
  const times = createCorpTimes({ settings: store.corpSettings, events: store.events, config, log })
  const own = { config, dingtalk, roles: createRoles(config), store, times, log, now, monotonic }
  const upstream = composeUpstream({ ...own, standings, isAlone, limits, metrics })
  const { client, agentIds, suiteTickets } = upstream
  const common: CommonDeps = { ...own, client, agentIds }
  const known = composeEsign(common)
  const { esign, corpReadings } = known
  const onAuthorised = (corpId: string) => void corpReadings.readInTurn(corpId)
  const dingtalkEvents = composeEvents({
    ...common,
    standings,
    suiteTickets,
    fetchStreamTicket: upstream.fetchStreamTicket,
    expireToken: upstream.expireToken,
    onAuthorised,
    countEvent: metrics.countEvent,
  })
  const storage = createStorage(dingtalk.apiUrl)
  const spoolFolder = new SpoolFolder()
  await spoolFolder.removeStale(Date.now()).catch((err: unknown) => {
    log.warn({ err }, 'leftover uploads not deleted')
  })
  const flows = createFlowReader({
    esign,
    log,
    now,
    monotonic,
    begin: () => store.registry.flows.beginReading(),
    beginTimeoutMs: waits.readingNumber,
    onLookup: (lookup) => metrics.countLookup(lookup),
    forgetCalls: (corpId) => client.forgetReads(corpId),
  })
  const webApp = webFolder === null ? null : await loadWebApp(webFolder, appConfig)
  const flowPages = createFlowPages(renderer, webApp, log, monotonic)
  const auditLog = createAuditLog({ views: store.registry.views, log, now })
  const lookUpApprovers = composeApproverLookup(common)
  const { access, documents, ...shown } = composeFlows({
    ...common,
    lookUpApprovers,
    standings,
    esign,
    flows,
    pages: flowPages,
    auditLog,
    storeMs: waits.store,
  })
  const {
    sessions,
    session,
    close: closeSessions,
  } = await composeSessions({
    ...common,
    esign,
    standings,
    register: dingtalkEvents.register,
    enter: upstream.enter,
    roleTimeoutMs: waits.role,
  })
  const fileRights = createFileRights({
    book: store.registry.files,
    esign: dingtalk.corpId === null ? esign : null,
    access,
    log,
    now,
  })
  const authorisations = new Authorisations({ book: store.registry.authorisations, log, now })
  const {
    endStreams,
    liveConnections,
    close: closeLive,
    confirm,
    noticeJobs,
    ...live
  } = composeLive({
    ...common,
    lookUpApprovers,
    flows,
    access: shown.shownFlows.access,
    sessions,
    authorisations,
    noticeSecrets,
    onAuthorised,
    inbox: dingtalkEvents.inbox,
  })
  const corpAdmins = createCorpAdmins({
    readAdmins: (corpId) => readAdmins(client, corpId),
    readName: (corpId, userId) => readName(client, corpId, userId),
    adminUserIds: config.adminUserIds,
    corps: store.corps,
    log,
    now: monotonic,
  })
  const uploads = createFileUploads({ esign, storage, spoolFolder, appKind: config.appKind })
  const { marginWatch, deletions, ...desk } = composeAdmin({
    ...common,
    corpAdmins,
    ...known,
    flows,
    access,
    flowContexts: shown.shownFlows.flowContexts,
    files: fileRights,
    uploads,
    authorisations,
    standings,
    register: dingtalkEvents.register,
    suiteTickets,
    tokenCall: upstream.tokenCall,
    auditLog,
    noticeSecrets,
  })
  const recordRequest = createRequestRecorder(log, (request) => metrics.countRequest(request))
  const { eventLine } = dingtalkEvents
  metrics.watch({ liveConnections, notices: () => store.jobs.behind(noticeKinds), eventLine, now })
  const { senders, ...messages } = composeOutbox({
    ...common,
    corpAdmins,
    esign,
    access,
    flows,
    confirm,
    countMessage: metrics.countMessage,
    isTrouble: createTroubleCheck({
      esign,
      margins: known.margins,
      subscription: { standings, now },
    }),
  })
  const handlers = { ...senders, ...noticeJobs, ...dingtalkEvents.eventJobs, ...deletions }
  const jobWorker = createJobWorker({ jobs: store.jobs, handlers, log, now })
  jobWorker.start()
  const sweep = createSweep({
    book: store.sweeps,
    confirm,
    perDay: config.sweepCallsPerDay,
    localTime: new LocalTime(config.timeZone, config.quietHours),
    log,
    now,
    monotonic,
  })
  const isShared = config.appKind === 'third-party'
  const sender = createFileSender({ storage, places: createFilePlaces(isShared), log, monotonic })
  const app = createApp({
    publicUrl: config.publicUrl,
    appConfig,
    session,
    checkParts: createPartsCheck(store.checks),
    eventLine,
    metrics: { metrics, token: config.metricsToken },
    clientErrors: { log, monotonic },
    files: { uploads, rights: fileRights },
    auditLog,
    documents: { access, documents, sender },
    ...shown,
    archive: {
      esign,
      storage,
      flowContexts: shown.shownFlows.flowContexts,
      access,
      auditLog,
      tickets: createFileTickets(config.sessionSecrets, now),
      places: createDownloadPlaces(isShared),
      publicUrl: config.publicUrl,
      timeZone: config.timeZone,
      log,
      now,
    },
    ...live,
    ...desk,
    ...messages,
    ...composePeople({
      ...common,
      access,
      flows,
      confirm,
      register: dingtalkEvents.register,
      auditLog,
    }),
    webApp,
    flowPages,
    sandbox:
      sandbox &&
      withResetOnChange(sandbox, async () => {
        flows.forgetAll()
        session.corpNames.lookUpAgain(null)
        if (!isAlone) await store.events.publish({ type: 'sandbox-changed' })
      }),
    recordRequest,
  })
  const answer = getRequestListener(app.fetch)
  const listener: RequestListener = (request, response) => void answer(request, response)
  const close = async () => {
    closeLive()
    corpReadings.close()
    standings.close()
    times.close()
    await dingtalkEvents.close()
    closeSessions()
    marginWatch.close()
    sweep.close()
    await jobWorker.close()
    await upstream.close()
    await Promise.all([storage.close(), spoolFolder.remove(), store.close()])
  }
  return {
    app,
    /** Handles a server's requests. */
    listener,
    /** Ends live connections, which would otherwise never end. */
    endStreams,
    /** Starts reading margins once a day. */
    watchMargins: () => marginWatch.start(),
    /** Rereads flows in progress, see `Sweep`. */
    sweep,
    /** Starts processing DingTalk's events, and listening for them. */
    hearEvents: () => dingtalkEvents.hearEvents(),
    /** Sends now what would otherwise be sent within seconds. */
    sendDue: () => jobWorker.doDue(),
    /** Closes connections to DingTalk and e签宝's storage, and deletes partial uploads. */
    close,
  }
}
