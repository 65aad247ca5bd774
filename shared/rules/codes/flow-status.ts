/** The status of a flow in our terms; `unknown` stands for a value upstream added later. */
export const flowStatuses = [
  'draft',
  'signing',
  'completed',
  'revoked',
  'terminated',
  'expired',
  'deleted',
  'refused',
  'unknown',
] as const

export type FlowStatus = (typeof flowStatuses)[number]

/**
 * Whether nothing more can happen to a flow. An unknown status counts as not ended, so that the
 * flow is still reread.
 */
export function hasEnded(status: FlowStatus): boolean {
  return status !== 'draft' && status !== 'signing' && status !== 'unknown'
}
