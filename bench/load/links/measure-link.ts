import type { Browser } from '@playwright/test'
import { withBrowser } from '#bench/load/visit/browser.ts'
import { Cells, type FlowLength, type Variant, type VisitKind } from '#bench/load/cells.ts'
import { evidenceOf, type Evidence } from '#bench/load/visit/evidence.ts'
import type { Link } from './link.ts'
import type { ClientPlatform } from '#bench/load/visit/native-client.ts'
import { neededForStatus, type NeededFile } from '#bench/load/needed-bytes.ts'
import { startOrigins, type Origins } from '#bench/load/origins/origins.ts'
import type { Visit } from '#bench/load/visit/visit.ts'
import { statusMilestone, visitAsOnePerson } from '#bench/load/visit/visits.ts'

export type Scope = {
  runs: number
  platforms: readonly ClientPlatform[]
  lengths: readonly FlowLength[]
  kinds: readonly VisitKind[]
}

export type MeasuredLink = {
  cells: Cells
  needed: NeededFile[]
  /** Keyed by link and kind of visit, such as `relay first`. */
  evidence: Record<string, Evidence>
}

type Round = {
  browser: Browser
  link: Link
  origins: Origins
  scope: Scope
  /** Number of the round, from 0. */
  turn: number
}

type OnOurVisit = (kind: string, visit: Visit) => void

const variants: readonly Variant[] = ['limit', 'peer', 'ours']

/** Measures all visits on a link, and closes the link. */
export async function measureLink(
  link: Link,
  executablePath: string,
  scope: Scope,
): Promise<MeasuredLink> {
  const origins = await startOrigins(link)
  try {
    return await withBrowser(executablePath, link.browserArgs, async (browser) => {
      const cells = new Cells()
      const ourVisits = new Map<string, Visit[]>()
      const needed = await neededForStatus(browser, link, origins, statusMilestone)
      const parts = { browser, link, origins, scope }
      // A browser's first visits are slow, so the results of this round are discarded.
      await visitAll({ ...parts, turn: 0 }, new Cells(), () => {})
      for (let turn = 0; turn < scope.runs; turn += 1) {
        console.log(`${link.name}: run ${turn + 1} of ${scope.runs}`)
        await visitAll({ ...parts, turn }, cells, (kind, visit) => {
          const key = `${link.name} ${kind}`
          ourVisits.set(key, [...(ourVisits.get(key) ?? []), visit])
        })
      }
      return { cells, needed, evidence: middleEvidence(ourVisits) }
    })
  } finally {
    await origins.close()
    await link.close()
  }
}

/** Rounds start with different variants. */
async function visitAll(round: Round, cells: Cells, onOurVisit: OnOurVisit): Promise<void> {
  const { scope, turn, ...parts } = round
  const { kinds } = scope
  const first = turn % variants.length
  const order = [...variants.slice(first), ...variants.slice(0, first)]
  for (const platform of scope.platforms)
    for (const logs of scope.lengths)
      for (const variant of order)
        // Sequential, because visits would slow each other down.
        await visitAsOnePerson(
          { ...parts, platform, logs, variant, kinds },
          cells,
          (kind, visit) => {
            if (variant === 'ours' && platform === 'android' && logs === 20) onOurVisit(kind, visit)
          },
        )
}

/** For each kind of visit, the one with the median time until complete. */
function middleEvidence(ourVisits: ReadonlyMap<string, Visit[]>): Record<string, Evidence> {
  const middle = [...ourVisits].flatMap(([key, visits]): [string, Evidence][] => {
    const sorted = visits.toSorted((one, other) => (one.complete ?? 0) - (other.complete ?? 0))
    const visit = sorted[Math.floor(sorted.length / 2)]
    return visit ? [[key, evidenceOf(visit)]] : []
  })
  return Object.fromEntries(middle)
}
