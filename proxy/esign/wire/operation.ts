import type { EsignProblemCode } from './refusals.ts'

/** One operation of e签宝's API, as a generation of it has it. */
export type Operation = Readonly<{
  /** Its name in DingTalk's official SDK. */
  sdkName: string
  /** Slug of its page in DingTalk's documentation; null when it has none. */
  page: string | null
  method: 'GET' | 'POST'
  /** Parameters in braces. */
  path: string
  /** The parameter that goes into the query. */
  query?: string
  /** For a GET that changes something all the same: it must never be sent twice. */
  changesState?: true
  /** Fields of the body that this generation spells otherwise, or lacks (null). */
  fields?: Readonly<Record<string, string | null>>
  /** What upstream's codes mean on this operation, beside or other than what they always mean. */
  refusals?: Readonly<Record<string, EsignProblemCode>>
  /** What it means when upstream reports success and sends nothing. */
  emptyMeans?: EsignProblemCode
}>

/** Our names for e签宝's operations: each is the function of `Esign` that calls it. */
export const operationNames = [
  'initialiseDeveloper',
  'getAuthorisationUrl',
  'cancelAuthorisation',
  'placeChannelOrder',
  'placeResaleOrder',
  'getMargin',
  'getAppState',
  'getCorpRealName',
  'getConsoleUrl',
  'getUserRealName',
  'getUserRealNameUrl',
  'getCorpRealNameUrl',
  'getUploadAddress',
  'getFile',
  'getStartUrl',
  'startAtOnce',
  'getSignUrl',
  'getSigners',
  'getFlow',
  'getDocuments',
  'getSealApprovals',
  'getApprovalAttachments',
] as const

export type OperationName = (typeof operationNames)[number]

/** Operations that not every generation has. */
type Extra = 'startAtOnce' | 'getApprovalAttachments'

/** A generation's operations. */
export type Operations = Readonly<
  Record<Exclude<OperationName, Extra>, Operation> & Partial<Record<Extra, Operation>>
>
