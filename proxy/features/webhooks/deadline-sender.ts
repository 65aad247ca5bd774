import { z } from 'zod'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'
import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { FlowRegistry } from '#proxy/base/store/flows/flow-types.ts'
import type { DeliveryBook } from '#proxy/base/store/webhooks/delivery-book.ts'
import type { WebhookBook } from '#proxy/base/store/webhooks/webhook-book.ts'
import type { ConfirmFlow } from '#proxy/features/notices/flow-confirmation.ts'
import { failureOf } from '#proxy/features/outbox/failure.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import { sendingJob } from './plan-webhooks.ts'
import { toEvent } from './webhook-body.ts'

const payloadSchema = z.object({ deadline: epochMs })

export type DeadlineSenderDeps = {
  webhooks: Pick<WebhookBook, 'isWanted'>
  deliveries: Pick<DeliveryBook, 'addEvents'>
  registry: Pick<FlowRegistry, 'find'>
  confirm: ConfirmFlow
  monotonic: MonotonicClock
}

/** Tells of a near deadline, if e签宝 says that the contract is still being signed. */
export function createDeadlineSender(deps: DeadlineSenderDeps): JobHandler {
  const { webhooks, deliveries, registry, confirm, monotonic } = deps
  return {
    isRepeatable: true,
    failureOf,
    async run({ corpId, taskId, payload }, { now }) {
      const { deadline } = payloadSchema.parse(payload)
      if (taskId === null) return { dropped: 'no-flow' }
      if (!(await webhooks.isWanted(corpId, 'contract.deadline'))) return { dropped: 'not-wanted' }
      try {
        await confirm(corpId, taskId, monotonic())
      } catch (error) {
        if (isUnknownFlow(error)) return { dropped: 'gone' }
        throw error
      }
      const flow = await registry.find(corpId, taskId)
      if (flow === null) return { dropped: 'gone' }
      if (hasEnded(flow.status) || flow.deadline !== deadline) return { dropped: 'moved-on' }
      const key = { corpId, taskId }
      const event = toEvent('contract.deadline', key, flow, now)
      const ids = await deliveries.addEvents(key, [event], now)
      return { put: ids.map((id) => sendingJob(id, key, now)) }
    },
  }
}
