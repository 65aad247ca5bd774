import { z } from 'zod'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
import type { DeliveryStore } from './delivery-store.ts'
import type { WebhookStore } from './webhook-store.ts'
import type { RereadFlow } from '#proxy/features/notices/reread-flow.ts'
import { failureOf } from '#proxy/features/messages/failure.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import { sendingJob } from './plan-webhooks.ts'
import { toEvent } from './webhook-body.ts'

const payloadSchema = z.object({ deadline: epochMs })

export type DeadlineSenderDeps = {
  webhooks: Pick<WebhookStore, 'isWanted'>
  deliveries: Pick<DeliveryStore, 'tell'>
  reread: (...asked: Parameters<RereadFlow>) => Promise<unknown>
  monotonic: MonotonicClock
}

/** Tells of a near deadline, if e签宝 says that the contract is still being signed. */
export function createDeadlineSender(deps: DeadlineSenderDeps): JobHandler {
  const { webhooks, deliveries, reread, monotonic } = deps
  return {
    isRepeatable: true,
    failureOf,
    async run({ corpId, taskId, payload }, { now }): Promise<JobResult> {
      const { deadline } = payloadSchema.parse(payload)
      if (taskId === null) return { dropped: 'no-flow' }
      if (!(await webhooks.isWanted(corpId, 'contract.deadline'))) return { dropped: 'not-wanted' }
      try {
        await reread(corpId, taskId, monotonic())
      } catch (error) {
        if (isUnknownFlow(error)) return { dropped: 'gone' }
        throw error
      }
      const key = { corpId, taskId }
      const eventsOf = (flow: FlowState | null) => {
        const isNear = flow !== null && !hasEnded(flow.status) && flow.deadline === deadline
        if (!isNear) return []
        // Once, also if the outcome of this job is lost.
        return [{ ...toEvent('contract.deadline', key, flow, now), mark: `deadline:${deadline}` }]
      }
      const ids = await deliveries.tell(key, eventsOf, (id) => sendingJob(id, key, now), now)
      return ids.length > 0 ? {} : { dropped: 'moved-on' }
    },
  }
}
