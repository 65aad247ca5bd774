import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One field according to the documentation and the SDK. `type` is the SDK's. */
export type FieldFacts = {
  type: 'string' | 'number' | 'boolean' | 'object' | 'array'
  required: boolean
  enum?: (string | number)[] | undefined
  fields?: Record<string, FieldFacts> | undefined
  items?: FieldFacts | undefined
}

const fieldFacts: z.ZodType<FieldFacts> = z.lazy(() =>
  z.object({
    type: z.enum(['string', 'number', 'boolean', 'object', 'array']),
    required: z.boolean(),
    enum: z.array(z.union([z.string(), z.number()])).optional(),
    fields: z.record(z.string(), fieldFacts).optional(),
    items: fieldFacts.optional(),
  }),
)

const fieldsFacts = z.record(z.string(), fieldFacts)

const endpointFacts = z.object({
  generation: z.enum(['1.0', '2.0']),
  /** The SDK's method. */
  name: z.string(),
  /** The operation's name in the documentation. */
  title: z.string(),
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  query: fieldsFacts,
  body: fieldsFacts,
  response: fieldsFacts,
  errors: z.array(z.object({ http: z.number(), code: z.string() })),
})

export type EndpointFacts = z.infer<typeof endpointFacts>

/** The documented facts of all e签宝 operations. */
export const endpoints: readonly EndpointFacts[] = z
  .array(endpointFacts)
  .parse(
    JSON.parse(readFileSync(new URL('../testdata/esign-endpoints.json', import.meta.url), 'utf8')),
  )
