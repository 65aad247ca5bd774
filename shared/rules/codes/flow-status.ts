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

const ended: Record<FlowStatus, boolean> = {
  draft: false,
  signing: false,
  completed: true,
  revoked: true,
  terminated: true,
  expired: true,
  deleted: true,
  refused: true,
  unknown: false,
}

/**
 * An unknown status, and one that only a later build knows, counts as not ended, so that the flow
 * is still reread.
 */
export function hasEnded(status: FlowStatus): boolean {
  return status in ended && ended[status]
}
