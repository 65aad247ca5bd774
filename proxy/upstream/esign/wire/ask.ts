import type { z } from 'zod'
import type { ApiCall, DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Endpoint, Input } from './operation.ts'
import { esignProblem, translateRefusal } from './refusals.ts'

/** @throws ProblemError, see `Esign` */
export type Ask = <Schema extends z.ZodType>(
  corpId: string,
  endpoint: Endpoint,
  input: Input,
  schema: Schema,
) => Promise<z.output<Schema>>

/** @param scope the DingTalk permission of all calls, if the generation has one */
export function createAsk(client: DingTalkClient, scope: string | null): Ask {
  return async (corpId, endpoint, input, schema) => {
    const { parameters = {}, body, signal } = input
    const call: ApiCall = {
      method: endpoint.method,
      api: endpoint.path,
      path: toPath(endpoint, parameters),
      ...toBody(endpoint, body),
      ...(scope === null ? {} : { scope }),
      ...(endpoint.changesState === true ? { changesState: true } : {}),
      ...(signal === undefined ? {} : { signal }),
    }
    const reply = await client.callApi(corpId, call).catch((error: unknown) => {
      throw translateRefusal(error, endpoint.refusals ?? {})
    })
    const payload = unwrap(reply)
    if (payload === null && endpoint.emptyMeans !== undefined) {
      throw esignProblem(endpoint.emptyMeans)
    }
    return parsePayload(schema, payload)
  }
}

function toPath(endpoint: Endpoint, parameters: Readonly<Record<string, string>>): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(parameters[name]))
  const { query } = endpoint
  return query === undefined ? path : `${path}?${query}=${encode(parameters[query])}`
}

/**
 * One or two dots would change the path even when encoded, and an unpaired surrogate cannot be
 * encoded.
 * @throws ProblemError `invalid-request` for a malformed id
 */
function encode(id = ''): string {
  if (id === '' || id === '.' || id === '..' || /\p{Surrogate}/u.test(id)) {
    throw new ProblemError('invalid-request', 'An id is malformed.')
  }
  return encodeURIComponent(id)
}

function toBody({ method, fields = {} }: Endpoint, body: Input['body']): { body?: unknown } {
  if (body === undefined) return {}
  const entries = Object.entries(body).flatMap(([name, value]) => {
    const spelling = Object.hasOwn(fields, name) ? fields[name] : name
    const isSent = value !== undefined && typeof spelling === 'string'
    return isSent ? [[spelling, value] as const] : []
  })
  // Some calls are GET without a body in 1.0.
  return method === 'GET' && entries.length === 0 ? {} : { body: Object.fromEntries(entries) }
}

/**
 * Null if the reply has none. All of 1.0 and four operations of 2.0 wrap it in `data`. Codes other
 * than 0 never get here.
 */
function unwrap(reply: unknown): unknown {
  // A reply that is not an object is invalid, not empty.
  if (typeof reply !== 'object' || reply === null) return reply ?? undefined
  if ('data' in reply) return reply.data ?? null
  return 'code' in reply ? null : reply
}

/** @throws ProblemError `upstream-unavailable` if it does not match at all */
function parsePayload<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  throw new ProblemError('upstream-unavailable', 'The answer of e签宝 cannot be parsed.')
}
