import type { Context } from 'hono'
import type { z } from 'zod'

/** The body of a control call, of any content type; undefined if it does not match the schema. */
export async function readJson<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined)
  const result = schema.safeParse(body)
  return result.success ? result.data : undefined
}
