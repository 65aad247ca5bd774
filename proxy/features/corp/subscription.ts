import { ProblemError } from '#proxy/base/problem.ts'
import type { CorpStates } from './corp-states.ts'
import type { Clock } from '#shared/rules/time.ts'

export type SubscriptionDeps = {
  corpStates: Pick<CorpStates, 'of'>
  now: Clock
}

/**
 * Whether a subscription has ended; DingTalk sends no event for that. Corps without a known
 * purchase pass.
 */
export async function subscriptionHasEnded(
  { corpStates, now }: SubscriptionDeps,
  corpId: string,
): Promise<boolean> {
  const { boughtUntil } = await corpStates.of(corpId)
  return boughtUntil !== null && boughtUntil <= now()
}

/**
 * Rejects what a subscription pays for once it has ended: writes, readings that precede them, and
 * those of contracts that nobody here may have read. Other readings and downloads stay allowed.
 * @throws ProblemError `subscription-ended`
 */
export async function requireBought(deps: SubscriptionDeps, corpId: string): Promise<void> {
  if (await subscriptionHasEnded(deps, corpId)) throw subscriptionEnded()
}

export function subscriptionEnded(): ProblemError {
  return new ProblemError('subscription-ended', "The organisation's subscription has ended.")
}
