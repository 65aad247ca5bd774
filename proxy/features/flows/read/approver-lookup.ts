import type { ApprovalPeople } from '#proxy/upstream/dingtalk/approval-people.ts'
import { isWithoutPermission } from '#proxy/upstream/dingtalk/client/refusal-error.ts'
import { situationIn, type FlowReading } from './flow-reading.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { ApprovalStore } from '#proxy/base/store/flows/approval-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { approvalToleranceMs, likenessOf } from './approval-likeness.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

export type ApproverLookupDeps = {
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  sealApprovals: Pick<ApprovalStore, 'find' | 'link' | 'unlink' | 'noteApprovers'>
  /** @throws ProblemError */
  approvalPeople: (corpId: string, instanceId: string) => Promise<ApprovalPeople>
  events: Pick<Events, 'publish'>
  log: Pick<Logger, 'warn'>
}

/**
 * Learns after a stored reading who decides on the flow's seal approval, by user id: e签宝 knows only
 * names. Asks DingTalk once for each step of an approval that an event told of, in the background.
 */
export type LookUpApprovers = (corpId: string, reading: FlowReading) => void

export function createApproverLookup(deps: ApproverLookupDeps): LookUpApprovers {
  const { registry, sealApprovals, approvalPeople, events, log } = deps

  async function peopleOf(corpId: string, instanceId: string): Promise<string[] | null> {
    try {
      const { approvers } = await approvalPeople(corpId, instanceId)
      return approvers.size === 0 ? null : [...approvers]
    } catch (error) {
      // Asking again before the next step would be refused too.
      if (isWithoutPermission(error)) return null
      throw error
    }
  }

  async function lookUp(corpId: string, reading: FlowReading): Promise<void> {
    const { approvals, fetchedAt, flow } = reading
    const { taskId } = flow
    if (flow.status !== 'signing' || !Array.isArray(approvals) || approvals.length === 0) return
    const [stored, people] = await Promise.all([
      registry.find(corpId, taskId),
      registry.peopleOf(corpId, taskId),
    ])
    const situation = situationIn(reading, people)
    const [waiting, ...others] = approvals.filter(
      (_, index) => situation.approvals[index]?.isWaitedFor === true,
    )
    if (waiting === undefined) return
    // Which of several approvals a person of that name decides on is not known.
    if (others.length > 0) return sealApprovals.unlink(corpId, taskId)
    const known = stored === null ? people : [...people, stored.initiator]
    const likeness = likenessOf(corpId, waiting, known)
    if (likeness === null) return
    const found = await sealApprovals.find(likeness, approvalToleranceMs)
    noteSettled('seal-approval-instance', found === null ? 'not-matched' : 'matched')
    if (found === null || !(await sealApprovals.link(corpId, found.instanceId, taskId))) return
    const approvers = await peopleOf(corpId, found.instanceId)
    await sealApprovals.noteApprovers(corpId, found.instanceId, approvers)
    if (approvers !== null)
      await events.publish({ type: 'flow-changed', corpId, taskId, readAt: fetchedAt })
  }

  return (corpId, reading) => {
    lookUp(corpId, reading).catch((err: unknown) => {
      log.warn({ corpId, taskId: reading.flow.taskId, err }, 'approvers of a seal not looked up')
    })
  }
}
