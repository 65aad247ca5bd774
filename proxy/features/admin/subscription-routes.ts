import { Hono } from 'hono'
import type { SubscriptionHelp } from '#shared/schemas/corp/corp.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { CorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import { subscriptionHasEnded, type SubscriptionDeps } from '#proxy/features/corp/subscription.ts'

export type SubscriptionHelpDeps = {
  admins: Pick<CorpAdmins, 'namesOf'>
  roles: Pick<Roles, 'isAdmin'>
  /** Where administrators renew; null if not set. */
  renewalUrl: string | null
}

/** Whether the subscription has ended, whom members can ask, and where administrators renew. */
export function subscriptionRoutes(
  { admins, roles, renewalUrl }: SubscriptionHelpDeps,
  subscription: SubscriptionDeps,
): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const session = requireSession(c)
    const isOver = await subscriptionHasEnded(subscription, session.corpId)
    const canRenew = roles.isAdmin(session)
    // DingTalk is asked for names only if they will be shown.
    const names = isOver && !canRenew ? await admins.namesOf(session.corpId) : []
    const answer: SubscriptionHelp = {
      hasEnded: isOver,
      canRenew,
      renewalUrl: canRenew ? renewalUrl : null,
      admins: names,
    }
    return c.json(answer)
  })
}
