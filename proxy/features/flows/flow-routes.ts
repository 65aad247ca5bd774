import { Hono } from 'hono'
import { flowListQuerySchema } from '#shared/schemas/flow/flow-list.ts'
import { reminderRequestSchema } from '#shared/schemas/flow/remind/reminder.ts'
import { isRefresh, isShownByItself, type AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { answerWithPage } from '#proxy/base/http/flow-page-answer.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { limitJsonBody, readJson, readQuery } from '#proxy/base/http/json-request.ts'
import type { FlowPages } from '#proxy/features/page/flow-page.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { toSession } from '#proxy/features/session/to-session.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { linkLifetimeMs, type FlowLinks } from '#proxy/features/access/flow-links.ts'
import type { FlowContexts } from './read/flow-contexts.ts'
import type { FlowOpener } from './read/flow-opener.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import type { FlowReminders } from './remind/reminders.ts'
import type { Clock } from '#shared/rules/time.ts'

export type FlowDeps = {
  opener: FlowOpener
  access: FlowAccess
  links: Pick<FlowLinks, 'create'>
  flowContexts: Pick<FlowContexts, 'list' | 'recall'>
  reminders: FlowReminders
  roles: Pick<Roles, 'isAdmin' | 'isOperator'>
  pages: FlowPages
  now: Clock
}

/**
 * With `no-cache`, a reading of the last second is fresh enough, as many pages may ask at once
 * (milliseconds).
 */
const refreshedMs = 1000

/** What people see of flows and do with them. */
export function flowRoutes(deps: FlowDeps, audit: AuditLog): Hono<AppEnv> {
  const { opener, access, links, flowContexts, reminders, roles, pages, now } = deps
  return new Hono<AppEnv>()
    .get('/', policy({ isPolled: true }), async (c) => {
      const session = requireSession(c)
      const query = readQuery(c, flowListQuerySchema)
      return answerJson(c, await flowContexts.list(session, query))
    })
    .get('/:taskId', policy({ isPolled: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const maxAgeMs = isRefresh(c) ? refreshedMs : undefined
      const device = pages.deviceOf(c)
      const request = {
        taskId,
        link: linkOf(c),
        requestId: c.get('requestId'),
        outline: device !== null,
        maxAgeMs,
        isQuestion: isShownByItself(c),
      }
      const view = await opener.open(session, request)
      if (device === null) return answerJson(c, view)
      const drawn = { view, session: toSession(session, null, roles), device }
      return answerWithPage(c, view, () => pages.draw(drawn), 200)
    })
    .post('/:taskId/urge', policy({ isBought: true }), limitJsonBody, async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { note } = await readJson(c, reminderRequestSchema, '{}')
      return answerJson(c, await reminders.remind(session, taskId, { link: linkOf(c), note }))
    })
    .post('/:taskId/share-link', policy({ isBought: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { linkUntil } = await access.require(session, taskId, linkOf(c))
      // A person with a link can share it until that link expires.
      const until = Math.min(now() + linkLifetimeMs, linkUntil ?? Infinity)
      await audit.note(session, 'link-made', { taskId, byLink: linkUntil !== null })
      return answerJson(c, links.create(session.corpId, taskId, until))
    })
}
