import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
import type { NewEvent } from '#proxy/features/webhooks/delivery-store.ts'
import { toEvent } from '#proxy/features/webhooks/webhook-body.ts'
import type { TermReminder } from '#shared/rules/terms/reminders.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { TermPlanOf } from './plan-terms.ts'

const kinds = {
  notice: 'contract.notice_due',
  ended: 'contract.term_ended',
  date: 'contract.date_due',
} as const

/** What webhooks are told with a reminder, once each; nothing of an end that is still to come. */
export function toTermEvent(
  { corpId, taskId, found }: TermPlanOf,
  { about, name, on, left, renews }: TermReminder,
  flow: FlowState,
  at: EpochMs,
): NewEvent[] {
  if (about === 'end') return []
  const { number, counterparty, amount, currency } = found.terms
  const named = { number, counterparty, amount, currency, name }
  const term = {
    on,
    ...(about === 'ended' ? { renewed: renews } : { workingDaysLeft: left }),
  }
  const event = toEvent(kinds[about], { corpId, taskId }, flow, at, { term, named })
  return [{ ...event, mark: ['term', about, name ?? '', on, left].join(':') }]
}
