import type { z } from 'zod'
import type { ApiCall, DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Operation } from './operation.ts'
import type { Operations } from './operations-v2.ts'
import { esignProblem, translateRefusal } from './refusals.ts'
import { parsePayload, unwrap } from './upstream-answer.ts'

type Input = {
  /** Values for the path and the query. */
  parameters?: Readonly<Record<string, string>>
  /** Fields of the body in 2.0's spelling; undefined ones are not sent. */
  body?: Readonly<Record<string, unknown>>
  /** Aborts when the caller gives up. */
  signal?: AbortSignal | undefined
}

/**
 * Calls e签宝 on behalf of a corp and resolves with the payload parsed by the schema.
 * @throws ProblemError, see `Esign`
 */
export type Ask = <Schema extends z.ZodType>(
  corpId: string,
  operation: Operation,
  input: Input,
  schema: Schema,
) => Promise<z.output<Schema>>

/** A generation of e签宝's API. */
export type Upstream = { ask: Ask; operations: Operations }

/** @param scope the DingTalk permission of all calls, if the generation has one */
export function createAsk(client: DingTalkClient, scope: string | null): Ask {
  return async (corpId, operation, input, schema) => {
    const { parameters = {}, body, signal } = input
    const call: ApiCall = {
      method: operation.method,
      api: operation.path,
      path: toPath(operation, parameters),
      ...toBody(operation, body),
      ...(scope === null ? {} : { scope }),
      ...(operation.changesState === true ? { changesState: true } : {}),
      ...(signal === undefined ? {} : { signal }),
    }
    const reply = await client.callApi(corpId, call).catch((error: unknown) => {
      throw translateRefusal(error, operation.refusals ?? {})
    })
    const payload = unwrap(reply)
    if (payload === null && operation.emptyMeans !== undefined) {
      throw esignProblem(operation.emptyMeans)
    }
    return parsePayload(schema, payload)
  }
}

function toPath(operation: Operation, parameters: Readonly<Record<string, string>>): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(parameters[name]))
  const { query } = operation
  return query === undefined ? path : `${path}?${query}=${encode(parameters[query])}`
}

/**
 * Encodes an id for a path. One or two dots would change the path even when encoded, and an
 * unpaired surrogate cannot be encoded.
 * @throws ProblemError `invalid-request` for a malformed id
 */
function encode(id = ''): string {
  if (id === '' || id === '.' || id === '..' || /\p{Surrogate}/u.test(id)) {
    throw new ProblemError('invalid-request', 'An id is malformed.')
  }
  return encodeURIComponent(id)
}

function toBody({ method, fields = {} }: Operation, body: Input['body']): { body?: unknown } {
  if (body === undefined) return {}
  const entries = Object.entries(body).flatMap(([name, value]) => {
    const spelling = Object.hasOwn(fields, name) ? fields[name] : name
    const isSent = value !== undefined && typeof spelling === 'string'
    return isSent ? [[spelling, value] as const] : []
  })
  // Some calls are GET without a body in 1.0.
  return method === 'GET' && entries.length === 0 ? {} : { body: Object.fromEntries(entries) }
}
