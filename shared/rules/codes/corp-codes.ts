/**
 * Where an organisation stands with the app.
 * - `active`: its people may use it.
 * - `stopped`: an administrator has switched it off in DingTalk; it can be switched on again.
 * - `relieved`: the organisation has given it up.
 */
export const corpStates = ['active', 'stopped', 'relieved'] as const

export type CorpState = (typeof corpStates)[number]

/**
 * What is in an organisation's way.
 * - `not-installed`: e签宝's micro-app is not installed.
 * - `not-authorised`: e签宝 is not authorised for this app.
 * - `not-verified`: the organisation is not verified in e签宝.
 * - `not-initialised`: its developer account is not initialised.
 * - `permissions-missing`: it was refused a call for permissions that it has not granted.
 * - `contracts-low`: contracts last for less than 14 days, or none are left.
 */
export const corpTroubles = [
  'not-installed',
  'not-authorised',
  'not-verified',
  'not-initialised',
  'permissions-missing',
  'contracts-low',
] as const

export type CorpTrouble = (typeof corpTroubles)[number]

/** Which organisations the operators' list shows; `all` when left out. */
export const corpFilters = [
  'all',
  ...corpStates,
  /** Something is in the way; see `corpTroubles`. */
  'trouble',
  /** One thing in particular is. */
  ...corpTroubles,
  /** What was bought ends within 30 days; the next to end first. */
  'ending',
  /** It has ended; the last to end first. */
  'ended',
] as const

export type CorpFilter = (typeof corpFilters)[number]
