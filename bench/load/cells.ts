import type { LinkName } from './links/link.ts'
import type { ClientPlatform } from './visit/native-client.ts'
import type { VisitNumbers } from './numbers.ts'

/**
 * - `limit`: one page with its script in it, what no app can beat;
 * - `peer`: the same libraries as most would use them;
 * - `ours`: the built app, served by the proxy.
 */
export type Variant = 'limit' | 'peer' | 'ours'

/** The first one ever; one with a session and a cache; one without a network. */
export type VisitKind = 'first' | 'return' | 'offline'

/** What is measured: one of each. */
export type Cell = {
  link: LinkName
  platform: ClientPlatform
  /** How long the log of the flow is. */
  logs: FlowLength
  variant: Variant
  kind: VisitKind
}

export type FlowLength = 20 | 5000

/** A cell with its visits, one for each run; null where there was none to be had. */
export type MeasuredCell = Cell & { visits: (VisitNumbers | null)[] }

/** Visits as they come in, in the cells that they belong to. */
export class Cells {
  readonly #cells: MeasuredCell[] = []

  add(cell: Cell, visit: VisitNumbers | null): void {
    const found = this.#cells.find((candidate) => isSame(candidate, cell))
    if (found) found.visits.push(visit)
    else this.#cells.push({ ...cell, visits: [visit] })
  }

  get all(): readonly MeasuredCell[] {
    return this.#cells
  }
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

/** One number of each visit to a cell, by run; none where the cell was not measured. */
export function valuesOf(
  cells: readonly MeasuredCell[],
  cell: Cell,
  name: keyof VisitNumbers,
): (number | null)[] {
  const visits = cells.find((candidate) => isSame(candidate, cell))?.visits ?? []
  return visits.map((visit) => visit?.[name] ?? null)
}
