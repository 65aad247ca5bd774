import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'
import { taskIdPattern } from '#shared/rules/task-id.ts'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Most people of a registered flow, and most flows of one list. */
export const maxRegisteredPeople = 100
export const maxRegisteredFlows = 100

/** Largest bodies of one registration and of a list. */
export const maxRegistrationKB = 64
export const maxRegistrationListKB = 1024

const id = z.string().refine(isDingTalkId).meta({ minLength: 1, maxLength: 128 })

const corpId = id.describe('The organisation in DingTalk')

const userId = id.describe('User id of a member of the organisation in DingTalk')

const name = z.string().overwrite(plainText).trim().min(1).max(200)

export const taskIdSchema = z.string().regex(taskIdPattern).describe('Id of the flow in e签宝')

/** A person of a registered flow; `order` as in `flowPersonSchema`. */
export const registeredPersonSchema = z.object({
  userId,
  name: name.describe('As in e签宝'),
  role: z.enum(['signer', 'cc']).describe('Signs it, or gets a copy'),
  order: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('Smaller ones sign first; without it, as in the list'),
})

/** A flow as registered by another system that started it. */
const registeredFlowSchema = z.object({
  title: name.nullish().describe("Without it, e签宝's own title"),
  deadline: epochMs
    .int()
    .min(0)
    .max(8_640_000_000_000_000)
    .nullish()
    .describe('Until when it can be signed, epoch milliseconds'),
  initiator: z.object({ userId }).nullish().describe('Who started it'),
  people: z.array(registeredPersonSchema).max(maxRegisteredPeople),
})

export type RegisteredFlow = z.infer<typeof registeredFlowSchema>

/** The part of a body that is parsed before its signature is verified. */
export const signedBodySchema = z.object({ corpId })

/** Body of `PUT /api/registrations/:taskId`. */
export const registrationSchema = registeredFlowSchema.extend({ corpId })

/** A flow in the list of `POST /api/registrations`. */
export const listedRegistrationSchema = registeredFlowSchema.extend({ taskId: taskIdSchema })

/** Body of `POST /api/registrations`; its flows are validated one by one. */
export const registrationListSchema = z.object({
  corpId,
  flows: z.array(z.unknown()).max(maxRegisteredFlows),
})

const refusalReasons = ['invalid', 'repeated', 'store-unavailable'] as const

/** Answer of `POST /api/registrations`. */
export const registrationAnswerSchema = z.object({
  taken: z.number().int().min(0).describe('How many were registered'),
  notTaken: z.array(
    z.object({
      index: z.number().int().min(0).describe('Index in the list'),
      taskId: z.string().nullable().describe('Null if it has none'),
      reason: z
        .enum(refusalReasons)
        .describe(
          '`invalid`: something is wrong with it, see `fields`. `repeated`: the list contains it twice; the first one counts. `store-unavailable`: the app cannot store it at the moment; send it again.',
        ),
      fields: z
        .array(z.string())
        .describe(
          'Paths of what is wrong, such as `people.0.userId`; empty unless `reason` is `invalid`',
        ),
    }),
  ),
})

export type RegistrationAnswer = z.infer<typeof registrationAnswerSchema>

/** Most rows of one import. */
export const maxImportedRows = 200

/**
 * Why a row was not imported.
 *
 * - `invalid`: it is no task id and user id.
 * - `repeated`: an earlier valid row has the same task id.
 * - `started-here`: the app itself started the flow, so the initiator is known.
 * - `flow-not-found`: e签宝 has no such flow of the organisation.
 * - `person-not-found`: DingTalk has no such member.
 * - `outside-app-scope`: the app may not see this member.
 * - `not-checked`: DingTalk, e签宝 or the store did not answer in time; the row can be imported
 * again.
 */
export const importRefusals = [
  'invalid',
  'repeated',
  'started-here',
  'flow-not-found',
  'person-not-found',
  'outside-app-scope',
  'not-checked',
] as const

/** Answer of `POST /api/registrations/import`. */
export const importAnswerSchema = z.object({
  taken: z.number(),
  notTaken: z.array(
    z.object({
      /** Line number in the file, from 1. */
      line: z.number(),
      taskId: z.string(),
      userId: z.string(),
      reason: z.enum(importRefusals),
    }),
  ),
})

export type ImportAnswer = z.infer<typeof importAnswerSchema>
