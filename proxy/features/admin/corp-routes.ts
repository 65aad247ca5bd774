import { Hono } from 'hono'
import { z } from 'zod'
import {
  cancelAuthorisationSchema,
  type CorpDone,
  type CorpStatistics,
  type CorpView,
} from '#shared/schemas/corp/corp.ts'
import { fileLanguageSchema } from '#shared/schemas/file-language.ts'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { answerCsv } from '#proxy/base/csv/csv-answer.ts'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { limitJsonBody, readJson, readQuery } from '#proxy/base/http/json-request.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { readLaunchRequest } from '#proxy/features/page-addresses/launch-request.ts'
import type { PageAddresses } from '#proxy/features/page-addresses/page-addresses.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { InitialiseDeveloper } from '#proxy/features/notices/developer-setup.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { settle, toSection } from '#proxy/base/http/section.ts'
import { mayVerifyCorp } from '#proxy/features/corp/admin-names.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { FlowStatisticsStore } from '#proxy/base/store/statistics/flow-statistics-store.ts'
import type { Authorisations } from '#proxy/features/corp/authorisations.ts'
import type { CorpInEsign } from '#proxy/features/corp/corp-in-esign.ts'
import { statisticsFile } from './statistics-file.ts'
import type { Clock } from '#shared/rules/time.ts'

export type CorpDeps = {
  esign: Pick<
    Esign,
    'getAuthorisationUrl' | 'getCorpRealNameUrl' | 'getConsoleUrl' | 'cancelAuthorisation'
  >
  inEsign: Pick<CorpInEsign, 'read' | 'noteInitialised'>
  authorisations: Pick<Authorisations, 'note'>
  statistics: FlowStatisticsStore
  roles: Roles
  pageAddresses: PageAddresses
  /** Where e签宝 posts its notices; only operators may see it. */
  noticeUrl: string
  initialiseDeveloper: InitialiseDeveloper
  log: Pick<Logger, 'info'>
  now: Clock
}

const fileQuerySchema = z.object({ lang: fileLanguageSchema })

/** What a corp's administrators see and do, and what operators set up. */
export function corpRoutes(deps: CorpDeps, auditLog: AuditLog): Hono<AppEnv> {
  const { esign, inEsign, statistics, roles, pageAddresses, noticeUrl, log, now } = deps

  /** Logs an action, besides the line of its request. */
  function noteDone(c: AppContext, what: string): void {
    const session = c.get('session')
    const { corpId, userId } = session ?? {}
    log.info({ requestId: c.get('requestId'), corpId, userId }, what)
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const session = roles.requireAdminOrOperator(c)
      const { corpId } = session
      const { app, realName, margin } = await inEsign.read(corpId)
      const requestId = c.get('requestId')
      const view: CorpView = {
        app: toSection(app, requestId),
        realName: toSection(realName, requestId),
        margin: toSection(margin, requestId),
        canVerify: mayVerifyCorp(session),
        noticeUrl: roles.isOperator(session) ? noticeUrl : null,
      }
      return c.json(view)
    })
    .get('/statistics', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const counted = statistics.of(corpId, now())
      const answer: CorpStatistics = await fromStore(counted, storeMs)
      return c.json(answer)
    })
    .get('/statistics.csv', policy({ isExport: true, takesTicket: true }), async (c) => {
      const session = roles.requireAdmin(c)
      const { lang } = readQuery(c, fileQuerySchema)
      const at = now()
      const counted = await fromStore(statistics.of(session.corpId, at), storeMs)
      await auditLog.note(session, 'export-taken', { taskId: null, detail: 'statistics.csv' })
      return answerCsv(c, 'statistics', at, statisticsFile(counted, lang, at))
    })
    .post('/auth-url', limitJsonBody, async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const { returnTo = '/admin' } = await readLaunchRequest(c)
      const redirectUrl = pageAddresses.returnAddress(corpId, returnTo, 'authorise')
      const page = await settle(esign.getAuthorisationUrl(corpId, { redirectUrl }))
      await inEsign.noteInitialised(corpId, page)
      if (page instanceof ProblemError) throw page
      if (page.taskId !== null) await deps.authorisations.note(page.taskId, corpId)
      return c.json(pageAddresses.check(corpId, page))
    })
    .post('/realname-url', limitJsonBody, async (c) => {
      const { corpId, userId } = roles.requireAdmin(c)
      const { returnTo = '/admin' } = await readLaunchRequest(c)
      const redirectUrl = pageAddresses.returnAddress(corpId, returnTo, 'corp-real-name')
      const page = await esign.getCorpRealNameUrl(corpId, { userId, redirectUrl })
      return c.json(pageAddresses.check(corpId, page))
    })
    .post('/console-url', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      // e签宝's console is for computers only.
      const page: LaunchPage = { pcUrl: await esign.getConsoleUrl(corpId), mobileUrl: null }
      return c.json(pageAddresses.check(corpId, page))
    })
    .post('/cancel-auth', limitJsonBody, async (c) => {
      const { corpId } = roles.requireAdmin(c)
      await readJson(c, cancelAuthorisationSchema)
      const done = await esign.cancelAuthorisation(corpId)
      noteDone(c, 'authorisation taken back')
      return c.json({ done } satisfies CorpDone)
    })
    .post('/initialise', async (c) => {
      const session = roles.requireOperator(c)
      const { corpId } = session
      const done = await settle(deps.initialiseDeveloper(corpId))
      await inEsign.noteInitialised(corpId, done)
      if (!(done instanceof ProblemError) || possiblyDone(done))
        await auditLog.note(session, 'developer-initialised', { taskId: null })
      if (done instanceof ProblemError) throw done
      noteDone(c, 'developer initialised')
      return c.json({ done } satisfies CorpDone)
    })
}
