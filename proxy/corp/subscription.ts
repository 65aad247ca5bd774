import { createMiddleware } from 'hono/factory'
import type { FlowAccess } from '#proxy/flows/access/flow-access.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { AppEnv } from '#proxy/http/app-env.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { StoredFlow } from '#proxy/store/flows/flow-types.ts'
import type { CorpStandings } from './corp-standings.ts'

export type SubscriptionParts = {
  standings: Pick<CorpStandings, 'of'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** What changes something, and is a part of what was bought; to take along what was read is not. */
const bought = /^\/api\/(flows(?!\/archive(\/address)?$)|files|approvals|me)(\/|$)/

/** What is only asked before something is done that was bought. */
const before = '/api/readiness'

/**
 * Whether what a corp bought of the app has ended. DingTalk sends no event for that. A corp of which
 * nobody knows that it bought anything is let alone.
 */
async function hasEnded({ standings, now }: SubscriptionParts, corpId: string): Promise<boolean> {
  const { boughtUntil } = await standings.of(corpId)
  return boughtUntil !== null && boughtUntil <= now()
}

/** Refuses what people of a corp do whose subscription has ended; they may still read. */
export function requireSubscription(parts: SubscriptionParts) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const session = c.get('session')
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    const isBought = reads ? c.req.path === before : bought.test(c.req.path)
    if (session !== undefined && isBought && (await hasEnded(parts, session.corpId)))
      throw subscriptionEnded()
    await next()
  })
}

/** Lets people of a corp whose subscription has ended see the flows that are known here, and no others. */
export function withSubscription(
  access: FlowAccess,
  parts: SubscriptionParts,
  find: (corpId: string, taskId: string) => Promise<StoredFlow | null>,
): FlowAccess {
  return {
    ...access,
    async require(asker, taskId, ...rest) {
      const allowed = await access.require(asker, taskId, ...rest)
      if (!(await hasEnded(parts, asker.corpId))) return allowed
      const known = await fromStore(find(asker.corpId, taskId))
      if (known === null) throw subscriptionEnded()
      return allowed
    },
  }
}

function subscriptionEnded(): ProblemError {
  return new ProblemError('subscription-ended', "The organisation's subscription has ended.")
}
