import type { Browser, BrowserContext } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import {
  addVisit,
  type FlowLength,
  type MeasuredCell,
  type Variant,
  type VisitKind,
} from '#bench/load/cells.ts'
import { deviceOf } from './device.ts'
import type { Link } from '#bench/load/links/link.ts'
import type { ClientPlatform } from './native-client.ts'
import { newAuthCode, type Origins } from '#bench/load/origins/origins.ts'
import type { Milestone } from './page-observer.ts'
import { longFlowId, shortFlowId } from '#bench/load/origins/sample-flow.ts'
import { visit, type Visit } from './visit.ts'

const flows: Record<FlowLength, { taskId: string; signers: number }> = {
  20: { taskId: shortFlowId, signers: 3 },
  5000: { taskId: longFlowId, signers: 2 },
}

/** More timeline items than fit on a screen. */
const timelineItems = 10

const status: Milestone = [{ selector: '[data-testid=flow-status]', count: 1 }]

type Visitor = {
  browser: Browser
  link: Link
  origins: Origins
  platform: ClientPlatform
  logs: FlowLength
  variant: Variant
}

/** One person opens a flow for the first time, then ours again, and then without a network. */
export async function visitAsOnePerson(visitor: Visitor, cells: MeasuredCell[]): Promise<void> {
  const { browser, link, platform, logs, variant } = visitor
  const context = await browser.newContext(deviceOf(platform))
  const open = async (kind: VisitKind) => {
    const cell = { link: link.name, platform, logs, variant, kind }
    addVisit(cells, cell, await openFlow(context, visitor))
  }
  try {
    await open('first')
    if (variant === 'limit') return
    await open('return')
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
  { link, origins, platform, logs, variant }: Visitor,
): Promise<Visit | null> {
  const authCode = await newAuthCode(origins.sandbox, 'zhangsan')
  const { taskId, signers } = flows[logs]
  const isOurs = variant === 'ours'
  const complete = [
    ...status,
    { selector: '[data-testid=signer]', count: signers },
    { selector: '[data-testid=timeline-item]', count: timelineItems },
  ]
  try {
    return await visit(context, {
      url: `${origins.urls[variant]}/flows/${taskId}?corpId=${sandboxCorpId}`,
      platform,
      authCode,
      link,
      // The limit shows nothing but the status.
      milestones: { status, complete: isOurs ? complete : status },
      tellsAlive: isOurs,
    })
  } catch (error) {
    if (error instanceof Error && error.message.includes('net::ERR_')) return null
    throw error
  }
}
