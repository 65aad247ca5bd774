/**
 * Which flows a list is of.
 * - `waiting`: it is the asker's turn, also by name alone where the asker may see the flow.
 * - `started`: the asker started it here.
 * - `all`: all that the asker may see; for an admin, all of the corp's.
 */
export const flowScopes = ['waiting', 'started', 'all'] as const

export type FlowScope = (typeof flowScopes)[number]
