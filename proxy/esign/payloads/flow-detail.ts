import { z } from 'zod'
import { code, list, text, time } from './upstream-values.ts'

const logSchema = z.object({
  /** A number as text, see `flow-mapping.ts`. */
  logType: code,
  operateDescription: text,
  /** Epoch milliseconds. */
  operateTime: time,
  operatorAccountName: text,
})

/**
 * The flow as both generations send it; any field may be missing. 2.0 calls the title
 * `businessScene` (obtains-the-task-details), 1.0 `businessSense`
 * (obtain-the-task-details-of-the-corresponding-process).
 */
export const flowDetailSchema = z.object({
  businessScene: text,
  businessSense: text,
  flowStatus: code,
  initiatorName: text,
  initiatorAuthorizedName: text,
  logs: list(logSchema),
})

export type FlowDetail = z.infer<typeof flowDetailSchema>
