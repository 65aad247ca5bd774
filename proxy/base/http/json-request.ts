import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import type { AppContext } from './app-env.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { ProblemError } from '#proxy/base/problem.ts'

export const limitJsonBody = limitJsonBodyTo(16)

export function limitJsonBodyTo(kB: number) {
  return bodyLimit({
    maxSize: kB * 1024,
    onError: () => {
      throw new ProblemError(
        'request-too-large',
        `The body of the request is larger than ${kB} kB.`,
      )
    },
  })
}

/**
 * @param whenEmpty taken for an empty body, which is not JSON
 * @throws ProblemError `invalid-request` naming the wrong fields
 */
export async function readJson<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
  whenEmpty = '',
): Promise<z.output<Schema>> {
  const body = parseJsonText((await c.req.text().catch(() => '')) || whenEmpty)
  if (body === undefined)
    throw new ProblemError('invalid-request', 'The body of the request is not JSON.')
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the body')
  const names = [...new Set(fields)].join(', ')
  throw new ProblemError('invalid-request', `Invalid in the request: ${names}.`)
}

/** @throws ProblemError `invalid-request` */
export function readQuery<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
): z.output<Schema> {
  const query = schema.safeParse(c.req.query())
  if (!query.success) throw new ProblemError('invalid-request', 'The query is invalid.')
  return query.data
}
