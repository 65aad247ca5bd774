import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { AccessAnswer, AccessRequestList } from '#shared/schemas/access-request.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { invalidTaskId } from '#proxy/features/access/requested-flow.ts'
import { taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type {
  AccessDecision,
  AccessRequestStore,
} from '#proxy/base/store/flows/access-request-store.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import { accessRequestRow, accessGrantedRow } from './request-rows.ts'
import type { Clock } from '#shared/rules/time.ts'

export type AccessRequestDeps = {
  access: Pick<FlowAccess, 'maySee'>
  requests: AccessRequestStore
  events: Pick<Events, 'publish'>
  times: Pick<CorpTimes, 'frameOf'>
  roles: Pick<Roles, 'isAdmin' | 'mayManage'>
  now: Clock
}

/** How long after a request or its refusal the same person's next request sends no message. */
const againMs = 7 * 24 * 60 * 60_000

/** The most requests of one person in a day; more than anybody normally makes. */
const maxPerDay = 20

const maxShown = 100

/** People who may not see a flow can ask to; its initiator or an admin decides. */
export function accessRequestRoutes(deps: AccessRequestDeps, audit: AuditLog): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const { access, requests, events, times, roles, now } = deps

  /**
   * @throws ProblemError `not-found` if there is no such request or the caller may not decide it;
   * `request-decided` if it was decided differently
   */
  async function decide(c: AppContext, state: AccessDecision['state']): Promise<Response> {
    const session = requireSession(c)
    const { corpId, userId: decidedBy } = session
    const id = c.req.param('id') ?? ''
    const found = await fromStore(requests.find(corpId, id), storeMs)
    if (found === null || !roles.mayManage(session, found.initiatorUserId))
      throw new ProblemError('not-found', 'There is no such request, or you may not decide on it.')
    const at = now()
    const decision = { corpId, id, state, decidedBy, at }
    const { taskId, name, isForAdmins } = found
    const initiator = isForAdmins ? null : found.initiatorUserId
    const granted = { ...found, corpId, id, at }
    const put = state === 'granted' ? [accessGrantedRow(await times.frameOf(corpId), granted)] : []
    if (await fromStore(requests.decide(decision, put), storeMs)) {
      const kind = state === 'granted' ? 'access-granted' : 'access-refused'
      await audit.note(session, kind, { taskId, detail: name })
      if (state === 'granted')
        await fromStore(events.publish({ type: 'flow-changed', corpId, taskId }), storeMs)
      await fromStore(
        events.publish({ type: 'access-requested', corpId, taskId, initiator }),
        storeMs,
      )
    } else if ((await fromStore(requests.find(corpId, id), storeMs))?.state !== state) {
      throw new ProblemError('request-decided', 'The request has already been decided differently.')
    }
    return c.body(null, 204)
  }

  return routes
    .post('/flows/:taskId/access-requests', policy({ isBought: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { corpId, userId, name } = session
      if (await access.maySee(session, taskId))
        return c.json({ state: 'allowed' } satisfies AccessAnswer)
      const request = { id: randomUUID(), corpId, taskId, userId, name, at: now() }
      // The sender checks whether the flow exists: checked here, the answer would give it away.
      const put = [accessRequestRow(request)]
      const noted = await fromStore(requests.ask(request, { againMs, maxPerDay }, put), storeMs)
      if (noted === 'too-many')
        throw new ProblemError(
          'too-many-requests',
          'You have requested access to too many flows today.',
          {
            retryAfter: 60 * 60,
          },
        )
      return c.json({ state: 'asked' } satisfies AccessAnswer, 202)
    })
    .get('/access-requests', async (c) => {
      const session = requireSession(c)
      const { corpId, userId } = session
      const taskId = c.req.query('taskId')
      if (taskId !== undefined && !isTaskId(taskId)) throw invalidTaskId()
      const isAdmin = roles.isAdmin(session)
      const query = { corpId, userId, isAdmin, taskId, limit: maxShown }
      const open = await fromStore(requests.open(query), storeMs)
      const answer: AccessRequestList = {
        requests: open.map(({ userId: _userId, ...request }) => request),
      }
      return c.json(answer)
    })
    .post('/access-requests/:id/grant', (c) => decide(c, 'granted'))
    .post('/access-requests/:id/refuse', (c) => decide(c, 'refused'))
}
