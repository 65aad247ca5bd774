/**
 * Order of a list of flows.
 * - `newest`: most recently first seen first.
 * - `waiting`: those being signed that have waited longest first.
 * - `deadline`: those being signed with the nearest deadline first, then the longest waiting.
 */
export const flowSorts = ['newest', 'waiting', 'deadline'] as const

export type FlowSort = (typeof flowSorts)[number]
