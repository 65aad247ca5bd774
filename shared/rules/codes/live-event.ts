/**
 * Data of the server-sent event `changed`: the flow is to be read again. Sent by
 * `GET /api/flows/:taskId/events` for one flow, and by `GET /api/events` for every flow that the
 * asker may see. A `changed` without a task id says that any of them may have changed.
 */
export interface ChangedEvent {
  taskId: string | null
  /**
   * A page that shows what was read then or later (`FlowView.fetchedAt`, epoch milliseconds) need not
   * read again. Left out where nobody has read the flow since it changed.
   */
  readAt?: number | undefined
}

/**
 * Data of the server-sent event `requests`: people ask to see a flow about which the listener decides, or
 * one of those requests was decided. Null when it may be any flow.
 */
export interface RequestsEvent {
  taskId: string | null
}

/** Sent while nothing happens, so that both ends notice a lost connection (milliseconds). */
export const heartbeatMs = 15_000
