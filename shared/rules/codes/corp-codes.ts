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
 * - `contracts-low`: few contracts are left, see `areContractsLow`.
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

/**
 * Those that do not use the app at present have no obstacles. `active` lists those without any, so
 * that `trouble`, `active`, `stopped` and `relieved` are all together.
 */
export const corpFilters = [
  'all',
  ...corpStates,
  'trouble',
  ...corpTroubles,
  /** The purchase ends within 30 days. */
  'ending',
] as const

export type CorpFilter = (typeof corpFilters)[number]

/** Purchases that end within this time, in milliseconds, are ending. */
export const endingMs = 30 * 24 * 60 * 60_000

/**
 * The worst first: what keeps its people from working, and from `contracts-low` on what soon will.
 */
export const corpNeeds = [
  'ended',
  'not-installed',
  'not-authorised',
  'not-initialised',
  'permissions-missing',
  'not-verified',
  'contracts-low',
  'ending',
] as const satisfies readonly CorpFilter[]

export type CorpNeed = (typeof corpNeeds)[number]

/** What the one state of an organisation can be, the worst first. */
export const corpConditions = [...corpNeeds, ...corpStates] as const

export type CorpCondition = (typeof corpConditions)[number]

/** By the state, then the contracts of the month; unknown values come last. */
export const corpSorts = ['condition', 'name', 'left', 'month', 'until', 'event'] as const

export type CorpSort = (typeof corpSorts)[number]

export const sortOrders = ['asc', 'desc'] as const

export type SortOrder = (typeof sortOrders)[number]
