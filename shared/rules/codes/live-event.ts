import type { EpochMs } from '#shared/rules/time.ts'

/**
 * Data of the server-sent event `changed`: reread the flow. Sent by `GET /api/flows/:taskId/events`
 * for one flow, and by `GET /api/events` for every flow that the asker may see. Without a task id,
 * any of them may have changed, or the corp itself.
 */
export type ChangedEvent = {
  taskId: string | null
  /**
   * A page with a reading from this time or later need not reread. Omitted if nobody has read the
   * flow since it changed.
   */
  readAt?: EpochMs | undefined
}

/** A request on which the listener decides was made or decided. Null if it may be any flow. */
export type RequestsEvent = {
  taskId: string | null
}

/** Interval of heartbeats, by which both ends notice a lost connection (milliseconds). */
export const heartbeatMs = 15_000
