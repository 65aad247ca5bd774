import type { EsignProblemCode } from './refusals.ts'

/** One operation of e签宝's API in one generation. */
export type Operation = Readonly<{
  /** Its name in DingTalk's official SDK. */
  sdkName: string
  /** Slug of its page in DingTalk's documentation; null if it has none. */
  page: string | null
  method: 'GET' | 'POST'
  /** With parameters in braces. */
  path: string
  /** The parameter sent in the query. */
  query?: string
  /** For a GET that changes something: it must never be retried. */
  changesState?: true
  /** Works before a corp has authorised our app, so a refusal never means missing authorisation. */
  beforeAuthorisation?: true
  /** Fields of the body that this generation spells differently, or lacks (null). */
  fields?: Readonly<Record<string, string | null>>
  /** Meanings of upstream's codes on this operation, overriding their general meaning. */
  refusals?: Readonly<Record<string, EsignProblemCode>>
  /** Meaning of a success without a payload. */
  emptyMeans?: EsignProblemCode
}>
