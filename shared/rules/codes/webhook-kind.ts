/**
 * What other systems are told of a contract, by webhooks.
 *
 * - `contract.started`: it is being signed.
 * - `contract.signed`: somebody signed.
 * - `contract.refused`: somebody refused to sign.
 * - `contract.completed`: everybody has signed.
 * - `contract.revoked`: it was revoked, terminated or deleted; its status says which.
 * - `contract.expired`: its deadline has passed.
 * - `contract.deadline`: its deadline is a day away.
 * - `contract.notice_due`: people are reminded of its last day of notice.
 * - `contract.term_ended`: its term is over; it may have renewed itself.
 * - `contract.date_due`: people are reminded of a date of its terms.
 */
export const webhookKinds = [
  'contract.started',
  'contract.signed',
  'contract.refused',
  'contract.completed',
  'contract.revoked',
  'contract.expired',
  'contract.deadline',
  'contract.notice_due',
  'contract.term_ended',
  'contract.date_due',
] as const

export type WebhookKind = (typeof webhookKinds)[number]

/**
 * - `waiting`: not delivered yet.
 * - `delivered`: the receiver took it.
 * - `failed`: given up.
 */
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const

export type DeliveryState = (typeof deliveryStates)[number]

/** Webhooks of one organisation. */
export const maxWebhooks = 10

/** Failed attempts in a row after which administrators are told of it. */
export const toldFailures = 10
