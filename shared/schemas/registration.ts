import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Most people of a registered flow, and most flows of one list. */
export const maxRegisteredPeople = 100
export const maxRegisteredFlows = 100

const id = z.string().refine(isDingTalkId)

const name = z.string().overwrite(plainText).trim().min(1).max(200)

/** A person of a registered flow; `order` as in `flowPersonSchema`. */
const registeredPersonSchema = z.object({
  userId: id,
  name,
  role: z.enum(['signer', 'cc']),
  order: z.number().int().min(0).max(1_000_000).optional(),
})

/** A flow as registered by another system that started it. */
const registeredFlowSchema = z.object({
  title: name.nullish(),
  deadline: epochMs.int().min(0).max(8_640_000_000_000_000).nullish(),
  initiator: z.object({ userId: id }).nullish(),
  people: z.array(registeredPersonSchema).max(maxRegisteredPeople),
})

export type RegisteredFlow = z.infer<typeof registeredFlowSchema>

/** The part of a body that is parsed before its signature is verified. */
export const signedBodySchema = z.object({ corpId: id })

/** Body of `PUT /api/registrations/:taskId`. */
export const registrationSchema = registeredFlowSchema.extend({ corpId: id })

/** A flow in the list of `POST /api/registrations`. */
export const listedRegistrationSchema = registeredFlowSchema.extend({
  taskId: z.string().refine(isTaskId),
})

/** Body of `POST /api/registrations`; its flows are validated one by one. */
export const registrationListSchema = z.object({
  corpId: id,
  flows: z.array(z.unknown()).max(maxRegisteredFlows),
})

/**
 * Why a flow of a list was not registered.
 *
 * - `invalid`: something is wrong with it, see `fields`.
 * - `repeated`: the list contains it twice; the first one counts.
 * - `store-unavailable`: the app cannot store it at the moment.
 */
const refusalReasons = ['invalid', 'repeated', 'store-unavailable'] as const

/** Answer of `POST /api/registrations`. */
export const registrationAnswerSchema = z.object({
  taken: z.number(),
  notTaken: z.array(
    z.object({
      /** Index in the list. */
      index: z.number(),
      /** Null if it has none. */
      taskId: z.string().nullable(),
      reason: z.enum(refusalReasons),
      /** Paths of what is wrong, such as `people.0.userId`; empty unless `reason` is `invalid`. */
      fields: z.array(z.string()),
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
