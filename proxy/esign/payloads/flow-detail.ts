import { z } from 'zod'
import { code, list, textValue, timeValue } from './upstream-values.ts'

const logSchema = z.object({
  /** A number as text, see `flow-mapping.ts`. */
  logType: code,
  operateDescription: textValue,
  /** Epoch milliseconds. */
  operateTime: timeValue,
  operatorAccountName: textValue,
})

/**
 * The flow as sent by both generations; any field may be missing. 2.0 calls the title
 * `businessScene` (obtains-the-task-details), 1.0 `businessSense`
 * (obtain-the-task-details-of-the-corresponding-process).
 */
export const flowDetailSchema = z.object({
  businessScene: textValue,
  businessSense: textValue,
  flowStatus: code,
  initiatorName: textValue,
  initiatorAuthorizedName: textValue,
  logs: list(logSchema),
})

export type FlowDetail = z.infer<typeof flowDetailSchema>
