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
  /** Corps that have not authorised our app have it too, so that no refusal is for want of that. */
  beforeAuthorisation?: true
  /** Fields of the body that this generation spells otherwise, or lacks (null). */
  fields?: Readonly<Record<string, string | null>>
  /** What upstream's codes mean on this operation, beside or other than what they always mean. */
  refusals?: Readonly<Record<string, EsignProblemCode>>
  /** What it means when upstream reports success and sends nothing. */
  emptyMeans?: EsignProblemCode
}>
