import type { FlowStatus } from './codes/flow-status.ts'
import type { LogType } from './codes/log-type.ts'
import type { SignerStatus } from './codes/signer-status.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** One operation record. Values that upstream did not send are null. */
export type FlowLog = {
  type: LogType
  /** e签宝's own number for `type` as text ("8"), for when it is `unknown`. */
  typeCode: string | null
  description: string | null
  operator: string | null
  time: EpochMs | null
}

/** A signing process according to e签宝. Values that upstream did not send are null. */
export type Flow = {
  taskId: string
  title: string | null
  status: FlowStatus
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: number | string | null
  initiator: {
    name: string | null
    /** The company on whose behalf the flow was started. */
    organization: string | null
  }
  /** Newest first; records without a time come last. */
  logs: FlowLog[]
}

/** A person who must sign. Values that upstream did not send are null. */
export type Signer = {
  name: string | null
  status: SignerStatus
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: number | string | null
}
