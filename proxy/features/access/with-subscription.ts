import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { StoredFlow } from '#proxy/base/store/flows/flow-types.ts'
import {
  subscriptionEnded,
  subscriptionHasEnded,
  type SubscriptionDeps,
} from '#proxy/features/corp/subscription.ts'
import type { FlowAccess } from './flow-access.ts'

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
