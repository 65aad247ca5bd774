import type { Browser, BrowserContext } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { Cells, FlowLength, Variant, VisitKind } from '#bench/load/cells.ts'
import { deviceOf } from './device.ts'
import type { Link } from '#bench/load/links/link.ts'
import type { ClientPlatform } from './native-client.ts'
import { numbersOf } from '#bench/load/numbers.ts'
import { newAuthCode, type Origins } from '#bench/load/origins/origins.ts'
import type { Milestone } from './page-observer.ts'
import { longFlowId, shortFlowId } from '#bench/load/origins/sample-flow.ts'
import { visit, type Visit } from './visit.ts'

const flowIds: Record<FlowLength, string> = { 20: shortFlowId, 5000: longFlowId }

/** How many signers each flow has. */
const signers: Record<FlowLength, number> = { 20: 3, 5000: 2 }

/** More timeline items than fit on a screen. */
const timelineItems = 10

export const statusMilestone: Milestone = [{ selector: '[data-testid=flow-status]', count: 1 }]

/** What makes a page complete; for the limit, which shows nothing else, the status. */
function completeOf(variant: Variant, logs: FlowLength): Milestone {
  if (variant === 'limit') return statusMilestone
  return [
    ...statusMilestone,
    { selector: '[data-testid=signer]', count: signers[logs] },
    { selector: '[data-testid=timeline-item]', count: timelineItems },
  ]
}

const copyButton = /^\s*复\s*制\s*$/

export type VisitsRequest = {
  browser: Browser
  link: Link
  origins: Origins
  platform: ClientPlatform
  logs: FlowLength
  variant: Variant
  /** Must contain `first`, on which the others depend. */
  kinds: readonly VisitKind[]
}

/** Only the first visit of the limit is used for comparison. */
const kindsOf: Record<Variant, readonly VisitKind[]> = {
  limit: ['first'],
  peer: ['first', 'return', 'offline'],
  ours: ['first', 'return', 'offline'],
}

/**
 * One person opens a flow for the first time, then again, and then without a network.
 */
export async function visitAsOnePerson(
  request: VisitsRequest,
  cells: Cells,
  onVisit: (kind: VisitKind, visit: Visit) => void,
): Promise<void> {
  const { browser, link, platform, logs, variant, kinds } = request
  const isAsked = (kind: VisitKind) => kinds.includes(kind) && kindsOf[variant].includes(kind)
  const context = await browser.newContext(deviceOf(platform))
  const open = async (kind: VisitKind) => {
    const seen = await openFlow(context, request)
    if (seen !== null) onVisit(kind, seen)
    cells.add(
      { link: link.name, platform, logs, variant, kind },
      seen === null ? null : numbersOf(seen),
    )
  }
  try {
    if (isAsked('first')) await open('first')
    if (isAsked('return')) await open('return')
    if (!isAsked('offline')) return
    await link.cut(context)
    await open('offline')
    await link.mend(context)
  } finally {
    await context.close()
  }
}

/** @returns null when the page could not be opened */
async function openFlow(
  context: BrowserContext,
  { link, origins, platform, logs, variant }: VisitsRequest,
): Promise<Visit | null> {
  const authCode = await newAuthCode(origins.sandbox, 'zhangsan')
  try {
    return await visit(context, {
      url: `${origins.urls[variant]}/flows/${flowIds[logs]}?corpId=${sandboxCorpId}`,
      platform,
      authCode,
      link,
      milestones: { status: statusMilestone, complete: completeOf(variant, logs) },
      tellsAlive: variant === 'ours',
      press: variant === 'limit' ? null : copyButton,
    })
  } catch (error) {
    if (error instanceof Error && error.message.includes('net::ERR_')) return null
    throw error
  }
}
