import type { z } from 'zod'
import type { EsignProblemCode } from './refusals.ts'

export type Generation = '1.0' | '2.0'

/** What one generation of e签宝's API has for an operation. */
export type Endpoint = Readonly<{
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
  /**
   * Meanings of upstream's codes on this operation, over their general ones. Where a checked id is
   * the only parameter, a code for bad parameters means that there is no such thing.
   */
  refusals?: Readonly<Record<string, EsignProblemCode>>
  /** Meaning of a success without a payload. */
  emptyMeans?: EsignProblemCode
}>

export type Input = {
  /** Values for the path and the query. */
  parameters?: Readonly<Record<string, string>>
  /** Fields of the body in 2.0's spelling; undefined ones are not sent. */
  body?: Readonly<Record<string, unknown>>
  /** Aborts when the caller gives up. */
  signal?: AbortSignal | undefined
}

export type AskOperation = <Schema extends z.ZodType>(
  input: Input,
  schema: Schema,
) => Promise<z.output<Schema>>

export type Operation = Readonly<{
  /** For internal and third-party apps: bare replies, errors as HTTP 400. */
  '2.0': Endpoint
  /**
   * For old third-party apps, closed to new ones. Replies are wrapped in `{code, message, data}`.
   */
  '1.0'?: Endpoint
  /** Our function without its first parameter, the corp. */
  call: (ask: AskOperation, ...input: never[]) => Promise<unknown>
}>
