import { expect, it } from 'vitest'
import { z } from 'zod'
import { webhookKinds } from '#shared/rules/codes/webhook-kind.ts'
import { openapiDocument } from './openapi-document.ts'

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
  webhooks: z.record(z.string(), z.object({ post: z.object({ operationId: z.string() }) })),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

const text = JSON.stringify(openapiDocument('https://contracts.example'))
const document = documentSchema.parse(JSON.parse(text))

it('names what other systems call, and all that they are sent', () => {
  expect(document.servers).toEqual([{ url: 'https://contracts.example' }])
  expect(Object.keys(document.paths)).toEqual(['/api/registrations/{taskId}', '/api/registrations'])
  expect(Object.keys(document.webhooks)).toEqual([...webhookKinds])
})

it('refers to schemas that it has, each of them in the same words as the proxy', () => {
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
  const named = new Set(references.map(([, name]) => name))
  expect(named).toEqual(new Set(Object.keys(document.components.schemas)))
  expect(document.components.schemas).toMatchObject({
    Registration: {
      required: ['people', 'corpId'],
      properties: { people: { items: { required: ['userId', 'name', 'role'] } } },
    },
    WebhookBody: {
      properties: { type: { enum: [...webhookKinds] } },
    },
  })
})

it('gives every operation an id of its own', () => {
  const operations = [...Object.values(document.paths), ...Object.values(document.webhooks)]
  const ids = operations.flatMap((path) => Object.values(path).map((one) => one.operationId))
  expect(new Set(ids).size).toBe(ids.length)
})
