/**
 * The state of the app in an organisation.
 * - `active`: its people may use the app.
 * - `stopped`: an administrator has disabled it in DingTalk; it can be enabled again.
 * - `relieved`: the organisation has given it up.
 */
export const corpStates = ['active', 'stopped', 'relieved'] as const

export type CorpState = (typeof corpStates)[number]

/**
 * Obstacles of an organisation.
 * - `ended`: the purchase has ended.
 * - `not-installed`: e签宝's micro-app is not installed.
 * - `not-authorised`: the organisation has not authorised this app in e签宝.
 * - `not-verified`: the organisation is not verified in e签宝.
 * - `not-initialised`: its developer account is not initialised.
 * - `permissions-missing`: calls were refused for lack of permissions that it has not granted.
 * - `contracts-low`: contracts last for less than 14 days, or none are left.
 */
export const corpTroubles = [
  'ended',
  'not-installed',
  'not-authorised',
  'not-verified',
  'not-initialised',
  'permissions-missing',
  'contracts-low',
] as const

export type CorpTrouble = (typeof corpTroubles)[number]

/** Which organisations the operators' list shows; `all` by default. */
export const corpFilters = [
  'all',
  ...corpStates,
  /** Has any obstacle; see `corpTroubles`. */
  'trouble',
  /** Has a particular obstacle; of the ended ones, the last to end comes first. */
  ...corpTroubles,
  /** The purchase ends within 30 days; the next to end comes first. */
  'ending',
] as const

export type CorpFilter = (typeof corpFilters)[number]
