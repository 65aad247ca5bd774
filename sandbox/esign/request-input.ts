import type { Context } from 'hono'
import type { z } from 'zod'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { EsignEnv } from './caller.ts'
import type { EsignCode } from './esign-codes.ts'
import { EsignRefusal } from './esign-codes.ts'

/**
 * The request's JSON body, parsed by a schema. A missing body counts as `{}`.
 *
 * @param code refuses a body that does not match the schema
 */
export function readInput<Schema extends z.ZodType>(
  c: Context<EsignEnv>,
  schema: Schema,
  code: EsignCode = 'requestParamError',
): z.infer<Schema> {
  const text = c.get('bodyText')
  const body = text === '' ? {} : parseJsonObject(text)
  if (!body) throw new EsignRefusal(code, '请求体不是合法的JSON')
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new EsignRefusal(code, `${issue?.path.join('.') ?? ''}：${issue?.message ?? ''}`)
}
