import { z } from 'zod'
import { webhookBodySchema } from '#shared/schemas/corp/webhook.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import {
  listedRegistrationSchema,
  maxRegisteredFlows,
  registeredPersonSchema,
  registrationAnswerSchema,
  registrationListSchema,
  registrationSchema,
  taskIdSchema,
} from '#shared/schemas/registration.ts'

const { status, title, requestId } = problemSchema.shape

const jsonrpc = z.literal('2.0')

const rpcId = z.union([z.string(), z.int()])

/** What the operations and webhooks of the document refer to, by the names there. */
const schemas = {
  TaskId: taskIdSchema,
  RegisteredPerson: registeredPersonSchema,
  Registration: registrationSchema,
  ListedRegistration: listedRegistrationSchema,
  RegistrationList: registrationListSchema.extend({
    flows: z.array(listedRegistrationSchema).max(maxRegisteredFlows),
  }),
  RegistrationAnswer: registrationAnswerSchema,
  WebhookBody: webhookBodySchema,
  Problem: z.object({
    status,
    code: z.string().describe('Stable; each answer names its own. There may be more later.'),
    title: title.describe('One English sentence for developers and logs'),
    requestId: requestId.describe('As in `x-request-id`, and in the log of the server'),
  }),
  RpcMessage: z.looseObject({
    jsonrpc,
    id: rpcId.optional().describe('A notification has none'),
    method: z.string(),
    params: z.looseObject({}).optional(),
  }),
  RpcAnswer: z.looseObject({
    jsonrpc,
    id: rpcId.nullish(),
    result: z.looseObject({}).optional(),
    error: z.looseObject({ code: z.int(), message: z.string() }).optional(),
  }),
}

export type SchemaName = keyof typeof schemas

export const refTo = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` })

/** The named schemas as JSON Schema. */
export function describedSchemas(names: readonly SchemaName[]): Record<string, object> {
  const registry = z.registry<{ id: string }>()
  for (const name of names) registry.add(schemas[name], { id: name })
  const described = z.toJSONSchema(registry, {
    // Answers may grow, which the output of a schema would rule out.
    io: 'input',
    uri: (name) => `#/components/schemas/${name}`,
    override: ({ jsonSchema }) => {
      // The format says it in fewer words.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  return Object.fromEntries(
    Object.entries(described.schemas).map(([name, schema]) => {
      const { $schema: _, $id: __, ...rest } = schema
      return [name, rest]
    }),
  )
}
