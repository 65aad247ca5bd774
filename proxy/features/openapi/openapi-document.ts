import { z } from 'zod'
import { webhookKinds } from '#shared/rules/codes/webhook-kind.ts'
import { webhookBodySchema } from '#shared/schemas/corp/webhook.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import {
  listedRegistrationSchema,
  registrationAnswerSchema,
  registrationListSchema,
  registrationSchema,
} from '#shared/schemas/registration.ts'

/** What other systems send, and are sent, by their names in the document. */
const sent = {
  Registration: registrationSchema,
  RegistrationList: registrationListSchema.extend({ flows: z.array(listedRegistrationSchema) }),
  WebhookBody: webhookBodySchema,
}

/** What other systems are answered. */
const answered = { Problem: problemSchema, RegistrationAnswer: registrationAnswerSchema }

const refOf = (name: keyof typeof sent | keyof typeof answered) => ({
  $ref: `#/components/schemas/${name}`,
})

const inJson = (name: Parameters<typeof refOf>[0]) => ({
  'application/json': { schema: refOf(name) },
})

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: refOf('Problem') } },
})

const problems = {
  '400': problem('The body is not as described.'),
  '401': problem('The signature does not match, or is older than five minutes.'),
  '403': problem('The organisation has stopped the app, or the app is of another one.'),
  '413': problem('The body is too large.'),
  '429': problem('Too many requests; the header `retry-after` says when to go on.'),
  '503': problem('The app cannot store it at the moment; try again.'),
}

const taskId = {
  name: 'taskId',
  in: 'path',
  required: true,
  description: 'Id of the flow in e签宝',
  schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$' },
  example: 'PRO-20260118-1',
}

const signed = [{ flowSignature: [] }]

/** @param publicUrl our public address, without a slash at the end */
export function openapiDocument(publicUrl: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Contracts in DingTalk',
      version: '1.0.0',
      description: 'What other systems of an organisation may call, and what they are sent.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    tags: [
      { name: 'registrations', description: 'Contracts that another system started' },
      { name: 'webhooks', description: 'What happens to contracts, by Standard Webhooks' },
    ],
    paths: {
      '/api/registrations/{taskId}': {
        put: {
          operationId: 'registerFlow',
          tags: ['registrations'],
          summary: 'Register a flow',
          description: 'Repeating it changes nothing; a newer one replaces the people.',
          security: signed,
          parameters: [taskId],
          requestBody: { required: true, content: inJson('Registration') },
          responses: { '204': { description: 'It is registered.' }, ...problems },
        },
      },
      '/api/registrations': {
        post: {
          operationId: 'registerFlows',
          tags: ['registrations'],
          summary: 'Register several flows',
          description: 'Signed with the task id `*`.',
          security: signed,
          requestBody: { required: true, content: inJson('RegistrationList') },
          responses: {
            '200': {
              description: 'How many were taken, and why the others were not.',
              content: inJson('RegistrationAnswer'),
            },
            ...problems,
          },
        },
      },
    },
    webhooks: Object.fromEntries(webhookKinds.map((kind) => [kind, webhookOf(kind)])),
    components: {
      schemas: { ...schemasOf(sent, 'input'), ...schemasOf(answered, 'output') },
      securitySchemes: {
        flowSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'x-flow-signature',
          description:
            '`1.<unix seconds>.<signature>`; the signature is base64url without padding of HMAC-SHA256 with FLOW_LINK_SECRET over the lines `register`, corp id, task id, seconds and the SHA-256 of the body in hex.',
        },
        webhookSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'As Standard Webhooks 1.0.0 says, with the secret of the webhook.',
        },
      },
    },
  }
}

function webhookOf(kind: string) {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  })
  return {
    post: {
      operationId: kind.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase()),
      tags: ['webhooks'],
      summary: `The event ${kind}`,
      description: 'May arrive more than once; `webhook-id` is the same then.',
      security: [{ webhookSignature: [] }],
      parameters: [
        header('webhook-id', 'Id of the event at this receiver'),
        header('webhook-timestamp', 'Unix seconds of the attempt'),
      ],
      requestBody: { required: true, content: inJson('WebhookBody') },
      responses: {
        '204': { description: 'Taken. Any other 2xx says so too.' },
        '410': { description: 'The receiver wants no more.' },
      },
    },
  }
}

function schemasOf(schemas: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output') {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, ...described } = z.toJSONSchema(schema, { io })
      return [name, described]
    }),
  )
}
