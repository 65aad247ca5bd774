import { expect, it } from 'vitest'
import { z } from 'zod'
import { webhookKinds } from '#shared/rules/codes/webhook-kind.ts'
import { webhookBodySchema } from '#shared/schemas/corp/webhook.ts'
import {
  listedRegistrationSchema,
  registrationAnswerSchema,
  registrationListSchema,
  registrationSchema,
} from '#shared/schemas/registration.ts'
import { createRegistrationSignatures } from '#proxy/features/registrations/registration-signature.ts'
import { openapiDocument } from './openapi-document.ts'

const mediaSchema = z.object({ 'application/json': z.object({ example: z.unknown() }) })

const operationSchema = z.object({
  operationId: z.string(),
  description: z.string().optional(),
  parameters: z.array(z.object({ name: z.string(), required: z.boolean().optional() })).optional(),
  requestBody: z.object({ content: mediaSchema }),
  responses: z.record(z.string(), z.object({ content: z.unknown().optional() })),
})

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  webhooks: z.record(z.string(), z.object({ post: operationSchema })),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.object({ description: z.string() })),
  }),
})

function documentOf(hasAssistants: boolean) {
  const text = JSON.stringify(
    openapiDocument({ publicUrl: 'https://contracts.example', hasAssistants }),
  )
  return { text, document: documentSchema.parse(JSON.parse(text)) }
}

const plain = documentOf(false)
const withAssistants = documentOf(true)
const { document } = plain

const registrationPaths = ['/api/registrations/{taskId}', '/api/registrations']

function operationAt(path: string, method: string) {
  const operation = document.paths[path]?.[method]
  if (operation === undefined) throw new Error(`there is no ${method} ${path}`)
  return operation
}

const bodyOf = (operation: z.infer<typeof operationSchema>) =>
  operation.requestBody.content['application/json'].example

it('names what other systems call, and all that they are sent', () => {
  expect(document.servers).toEqual([{ url: 'https://contracts.example' }])
  expect(Object.keys(document.paths)).toEqual(registrationPaths)
  expect(Object.keys(document.webhooks)).toEqual([...webhookKinds])
})

it('names the address of assistants where they are on, and nothing of them elsewhere', () => {
  const { paths } = withAssistants.document
  expect(Object.keys(paths)).toEqual([...registrationPaths, '/mcp'])
  expect(plain.text).not.toMatch(/mcp|assistant|Rpc/i)
})

it.each([plain, withAssistants])('refers to schemas that it has, and to all', (one) => {
  const references = [...one.text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
  const named = new Set(references.map(([, name]) => name))
  expect(named).toEqual(new Set(Object.keys(one.document.components.schemas)))
})

it('describes bodies with the limits that they have', () => {
  const { schemas } = document.components
  expect(schemas).toMatchObject({
    Registration: { required: ['people', 'corpId'], properties: { people: { maxItems: 100 } } },
    RegisteredPerson: { required: ['userId', 'name', 'role'] },
    RegistrationList: { properties: { flows: { maxItems: 100 } } },
    WebhookBody: { properties: { type: { enum: [...webhookKinds] } } },
  })
  const { properties } = z
    .object({ properties: z.object({ corpId: z.object({ maxLength: z.int() }) }) })
    .parse(schemas['Registration'])
  const takes = (length: number) =>
    registrationSchema.safeParse({ corpId: 'x'.repeat(length), people: [] }).success
  const { maxLength } = properties.corpId
  expect([takes(0), takes(1), takes(maxLength), takes(maxLength + 1)]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

it('has examples that the schemas take', () => {
  const one = operationAt('/api/registrations/{taskId}', 'put')
  registrationSchema.strict().parse(bodyOf(one))
  const several = operationAt('/api/registrations', 'post')
  const { flows } = registrationListSchema.strict().parse(bodyOf(several))
  for (const flow of flows) listedRegistrationSchema.strict().parse(flow)
  const { content } = several.responses['200'] ?? {}
  registrationAnswerSchema.parse(mediaSchema.parse(content)['application/json'].example)
  for (const kind of webhookKinds) {
    const { post } = document.webhooks[kind] ?? {}
    if (post === undefined) throw new Error(`there is no ${kind}`)
    expect(webhookBodySchema.strict().parse(bodyOf(post)).type).toBe(kind)
  }
})

it('has a sample of a signature that is right', () => {
  const { description = '' } = document.components.securitySchemes['flowSignature'] ?? {}
  const found =
    /secret `(\S+)`, corp `(\S+)`, task `(\S+)`, seconds `(\d+)` and the body `(\S+)` it is `(\S+)`/
  const [, secret = '', corpId = '', taskId = '', seconds, body, header = ''] =
    found.exec(description) ?? []
  const signatures = createRegistrationSignatures({
    secrets: [secret],
    now: () => Number(seconds) * 1000,
  })
  const signed = { corpId, taskId, body: new TextEncoder().encode(body) }
  expect(signatures.timeOf(header)).not.toBeNull()
  expect(signatures.isSigned(header, signed)).toBe(true)
})

it('names the headers of Standard Webhooks for each event', () => {
  for (const { post } of Object.values(document.webhooks))
    expect(post.parameters).toMatchObject([
      { name: 'webhook-id', required: true },
      { name: 'webhook-timestamp', required: true },
      { name: 'webhook-signature', required: true },
    ])
})

it('says how each operation fails', () => {
  const codesOf = (path: string, method: string) =>
    Object.entries(operationAt(path, method).responses).map(([status, { content }]) => {
      const codes = [...JSON.stringify(content ?? {}).matchAll(/"enum":\[([^\]]*)\]/g)]
      return [status, ...codes.map(([, listed = '']) => listed.replaceAll('"', ''))]
    })
  const common = [
    ['401', 'signature-invalid'],
    ['403', 'corp-not-allowed,corp-stopped,subscription-ended,foreign-origin'],
    ['413', 'request-too-large'],
    ['503', 'store-unavailable'],
    ['default'],
  ]
  expect(codesOf('/api/registrations/{taskId}', 'put')).toEqual([
    ['204'],
    ['400', 'invalid-request,invalid-task-id'],
    ...common,
  ])
  expect(codesOf('/api/registrations', 'post')).toEqual([
    ['200'],
    ['400', 'invalid-request'],
    ...common,
  ])
})

it('gives every operation an id of its own', () => {
  const { paths, webhooks } = withAssistants.document
  const operations = [...Object.values(paths), ...Object.values(webhooks)]
  const ids = operations.flatMap((path) => Object.values(path).map((one) => one.operationId))
  expect(new Set(ids).size).toBe(ids.length)
})
