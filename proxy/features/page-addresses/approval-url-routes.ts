import { Hono } from 'hono'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import { approvalToleranceMs, likenessOf } from '#proxy/features/flows/read/approval-likeness.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { situationIn } from '#proxy/features/flows/read/flow-reading.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { ApprovalStore } from '#proxy/base/store/flows/approval-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { PageAddresses } from './page-addresses.ts'

export type ApprovalUrlDeps = {
  flows: Pick<FlowReader, 'read'>
  access: FlowAccess
  pageAddresses: PageAddresses
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  sealApprovals: Pick<ApprovalStore, 'find'>
  log: Pick<Logger, 'warn'>
}

/**
 * DingTalk's list of approvals that wait for a person. Seen in clients, in no documentation, so the
 * page says in words where the approval is, too.
 */
function approvalList(corpId: string): LaunchPage {
  const query = `?corpid=${encodeURIComponent(corpId)}#/upcoming`
  return {
    mobileUrl: `https://aflow.dingtalk.com/dingtalk/mobile/homepage.htm${query}`,
    pcUrl: `https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm${query}`,
  }
}

/** The page in DingTalk where the asker decides on a flow's seal approval. */
export function approvalUrlRoutes(deps: ApprovalUrlDeps): Hono<AppEnv> {
  const { flows, access, pageAddresses, registry, sealApprovals, log } = deps

  /** The approval's own page, if an event told of exactly one like it; else null. */
  async function ownPage(
    { corpId, name }: SessionClaims,
    taskId: string,
  ): Promise<LaunchPage | null> {
    const [reading, flow, people] = await Promise.all([
      flows.read(corpId, taskId),
      fromStore(registry.find(corpId, taskId)),
      fromStore(registry.peopleOf(corpId, taskId)),
    ])
    const { approvals } = reading
    if (!Array.isArray(approvals)) return null
    const situation = situationIn(reading, people)
    const waiting = approvals.find((_, index) => {
      const { isWaitedFor = false, deciders = [] } = situation.approvals[index] ?? {}
      return isWaitedFor && deciders.includes(name)
    })
    const known = flow === null ? people : [...people, flow.initiator]
    const likeness = waiting === undefined ? null : likenessOf(corpId, waiting, known)
    if (likeness === null) return null
    const found = await fromStore(sealApprovals.find(likeness, approvalToleranceMs))
    return found && pageAddresses.check(corpId, { mobileUrl: found.url, pcUrl: found.url })
  }

  return new Hono<AppEnv>().post('/:taskId/approval-url', policy({ isBought: true }), async (c) => {
    const taskId = taskIdOf(c)
    const session = requireSession(c)
    await access.require(session, taskId, linkOf(c))
    const { corpId } = session
    const page = await ownPage(session, taskId).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'page of a seal approval not found')
      return null
    })
    return c.json(page ?? approvalList(corpId))
  })
}
