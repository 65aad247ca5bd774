import { createMiddleware } from 'hono/factory'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { StoredFlow } from '#proxy/base/store/flows/flow-types.ts'
import type { CorpStandings } from './corp-standings.ts'
import type { Clock } from '#shared/rules/time.ts'

export type SubscriptionDeps = {
  standings: Pick<CorpStandings, 'of'>
  now: Clock
}

/** Writes that a subscription pays for; downloads are not among them. */
const bought = /^\/api\/(flows(?!\/archive(\/address)?$)|files|me|registrations)(\/|$)/

/** Reads that precede a paid call, or ask e签宝 about contracts that nobody here may have read. */
const boughtReadings = /^\/api\/(readiness|approvals)(\/|$)/

/**
 * Whether a subscription has ended; DingTalk sends no event for that. Corps without a known
 * purchase pass.
 */
export async function subscriptionHasEnded(
  { standings, now }: SubscriptionDeps,
  corpId: string,
): Promise<boolean> {
  const { boughtUntil } = await standings.of(corpId)
  return boughtUntil !== null && boughtUntil <= now()
}

/** @throws ProblemError `subscription-ended` */
export async function requireBought(deps: SubscriptionDeps, corpId: string): Promise<void> {
  if (await subscriptionHasEnded(deps, corpId)) throw subscriptionEnded()
}

/** Rejects paid actions after the corp's subscription has ended; reading stays allowed. */
export function requireSubscription(deps: SubscriptionDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const session = c.get('session')
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    const isBought = (reads ? boughtReadings : bought).test(c.req.path)
    if (session !== undefined && isBought) await requireBought(deps, session.corpId)
    await next()
  })
}

/** After a subscription has ended, only flows in the registry may be seen. */
export function withSubscription(
  access: FlowAccess,
  deps: SubscriptionDeps,
  find: (corpId: string, taskId: string) => Promise<StoredFlow | null>,
): FlowAccess {
  return {
    ...access,
    async require(asker, taskId, ...rest) {
      const allowed = await access.require(asker, taskId, ...rest)
      if (!(await subscriptionHasEnded(deps, asker.corpId))) return allowed
      const known = await fromStore(find(asker.corpId, taskId))
      if (known === null) throw subscriptionEnded()
      return allowed
    },
  }
}

function subscriptionEnded(): ProblemError {
  return new ProblemError('subscription-ended', "The organisation's subscription has ended.")
}
