/**
 * Scope of a list of flows.
 * - `waiting`: it is the asker's turn; by name alone only among flows that the asker may see.
 * - `started`: the asker started it here.
 * - `all`: all that the asker may see; for an admin, all of the corp's.
 */
export const flowScopes = ['waiting', 'started', 'all'] as const

export type FlowScope = (typeof flowScopes)[number]
