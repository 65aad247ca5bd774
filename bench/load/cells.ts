import type { LinkName } from './links/link.ts'
import type { ClientPlatform } from './visit/native-client.ts'
import type { Visit } from './visit/visit.ts'

/**
 * - `limit`: one page with an inline script, which no app can beat;
 * - `ours`: the built app, served by the proxy.
 */
export type Variant = 'limit' | 'ours'

/** The first visit; a later one, with a session and a cache; a later one offline. */
export type VisitKind = 'first' | 'return' | 'offline'

export type Cell = {
  link: LinkName
  platform: ClientPlatform
  /** Number of log records of the flow. */
  logs: FlowLength
  variant: Variant
  kind: VisitKind
}

export type FlowLength = 20 | 5000

/** A cell with its visits, one per run; null if the page did not open. */
export type MeasuredCell = Cell & { visits: (Visit | null)[] }

export function addVisit(cells: MeasuredCell[], cell: Cell, visit: Visit | null): void {
  const found = cells.find((candidate) => isSame(candidate, cell))
  if (found) found.visits.push(visit)
  else cells.push({ ...cell, visits: [visit] })
}

function isSame(one: Cell, other: Cell): boolean {
  return (
    one.link === other.link &&
    one.platform === other.platform &&
    one.logs === other.logs &&
    one.variant === other.variant &&
    one.kind === other.kind
  )
}

/** One number of each visit to a cell, by run; empty if the cell was not measured. */
export function valuesOf(
  cells: readonly MeasuredCell[],
  cell: Cell,
  name: keyof Visit,
): (number | null)[] {
  const visits = cells.find((candidate) => isSame(candidate, cell))?.visits ?? []
  return visits.map((visit) => visit?.[name] ?? null)
}
