import { Hono } from 'hono'
import type { SubscriptionHelp } from '#shared/schemas/corp.ts'
import type { AppEnv } from '#proxy/http/app-env.ts'
import type { Roles } from '#proxy/session/roles.ts'
import { requireSession } from '#proxy/session/session-middleware.ts'
import type { CorpAdmins } from './corp-admins.ts'

export type SubscriptionHelpParts = {
  admins: Pick<CorpAdmins, 'namesOf'>
  roles: Pick<Roles, 'isAdmin'>
  /** Where an administrator renews; null where no place is set. */
  renewalUrl: string | null
}

/** Whom members ask, and where administrators renew, when what was bought has ended. */
export function subscriptionRoutes({ admins, roles, renewalUrl }: SubscriptionHelpParts) {
  return new Hono<AppEnv>().get('/', async (c) => {
    const session = requireSession(c)
    const answer: SubscriptionHelp = roles.isAdmin(session)
      ? { canRenew: true, renewalUrl, admins: [] }
      : { canRenew: false, renewalUrl: null, admins: await admins.namesOf(session.corpId) }
    return c.json(answer)
  })
}
