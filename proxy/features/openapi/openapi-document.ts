import { version } from '#package.json'
import { assistantToken, mcpPath } from './mcp-path.ts'
import { flowSignature, registrationPaths } from './registration-paths.ts'
import { describedSchemas, type SchemaName } from './schemas.ts'
import { webhookEvents, webhookSignature } from './webhook-events.ts'

export type DocumentOptions = {
  /** Our public address, without a slash at the end. */
  publicUrl: string
  /** Whether `/mcp` answers. */
  hasAssistants: boolean
}

const schemaNames: SchemaName[] = [
  'TaskId',
  'RegisteredPerson',
  'Registration',
  'ListedRegistration',
  'RegistrationList',
  'RegistrationAnswer',
  'WebhookBody',
  'Problem',
]

/** What other systems of an organisation may call, and what they are sent, as OpenAPI 3.1. */
export function openapiDocument({ publicUrl, hasAssistants }: DocumentOptions): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Contracts in DingTalk',
      version,
      summary: 'What other systems of an organisation may call, and what they are sent.',
      description:
        'Failures are `application/problem+json` (RFC 9457) with a stable `code`; every answer has an `x-request-id`. Take unknown fields, codes, states and kinds of events as later additions.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    tags: [
      { name: 'registrations', description: 'Contracts that another system started' },
      {
        name: 'webhooks',
        description:
          "What happens to contracts. An administrator adds an address on the admin's desk (管理台 › Webhook) and copies its secret. Events of a contract come in order, as a rule; an event may arrive more than once.",
        externalDocs: { url: 'https://www.standardwebhooks.com/' },
      },
      ...(hasAssistants
        ? [{ name: 'assistants', description: 'What AI assistants may ask for a person, by MCP' }]
        : []),
    ],
    paths: { ...registrationPaths, ...(hasAssistants ? mcpPath : {}) },
    webhooks: webhookEvents,
    components: {
      schemas: describedSchemas([
        ...schemaNames,
        ...(hasAssistants ? (['RpcMessage', 'RpcAnswer'] as const) : []),
      ]),
      securitySchemes: {
        flowSignature,
        webhookSignature,
        ...(hasAssistants ? { assistantToken } : {}),
      },
    },
  }
}
