import { beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { explainRefusals } from './authorisation.ts'
import type { Ask } from './wire/ask.ts'
import type { Operation } from './wire/operation.ts'
import { operationsV1 } from './wire/operations-v1.ts'
import { operationsV2 as operations } from './wire/operations-v2.ts'
import { translateRefusal } from './wire/refusals.ts'

const refusal = (code: string) =>
  new UpstreamRefusal({ code, message: 'no', requestId: null, requiredScopes: [] })

const rejected = refusal('getFlowInfoError')

const answer = vi.fn<(operation: unknown, corpId: string) => unknown>()

let status: string
let time: number
let ask: Ask

beforeEach(() => {
  status = 'UNAUTH'
  time = 1_000
  answer.mockReset().mockImplementation((operation) => {
    if (operation !== operations.getAppState) throw rejected
    return { installStatus: 'OPEN', authStatus: status }
  })
  const asked: Ask = async (corpId, operation, _input, schema) => {
    await Promise.resolve()
    return schema.parse(answer(operation, corpId))
  }
  ask = explainRefusals({ ask: asked, operations }, () => time).ask
})

const call = (operation: Operation, corpId = 'c') => ask(corpId, operation, {}, z.unknown())

const read = (corpId = 'c') => call(operations.getFlow, corpId)

const looks = () =>
  answer.mock.calls.filter(([operation]) => operation === operations.getAppState).length

it('a refusal for a corp without authorisation says so, and the state is read once', async () => {
  const problem = { code: 'corp-not-authorised', cause: rejected }
  const answers = await Promise.allSettled([read(), read(), read()])
  for (const { status: outcome, ...rest } of answers) {
    expect(outcome).toBe('rejected')
    expect(rest).toMatchObject({ reason: problem })
  }
  expect(looks()).toBe(1)
  await expect(read('d')).rejects.toMatchObject(problem)
})

it('a refusal stays as it is for an authorised corp, or when the state is unknown', async () => {
  status = 'AUTH'
  await expect(read()).rejects.toBe(rejected)
  status = 'SOMETHING'
  await expect(read('d')).rejects.toBe(rejected)
  answer.mockImplementation(() => {
    throw rejected
  })
  await expect(read('e')).rejects.toBe(rejected)
})

it.each([
  'initialiseDeveloper',
  'getAuthorisationUrl',
  'placeChannelOrder',
  'placeResaleOrder',
] as const)('a refusal of %s stays as it is, for it needs no authorisation', async (name) => {
  await expect(call(operations[name])).rejects.toBe(rejected)
  expect(answer).toHaveBeenCalledTimes(1)
})

/** Refuses as the operation's documentation says. */
function refuseWith(code: string, operation: Operation): unknown {
  const problem = translateRefusal(refusal(code), operation.refusals ?? {})
  answer.mockImplementation((asked) => {
    if (asked !== operations.getAppState) throw problem
    return { installStatus: 'OPEN', authStatus: status }
  })
  return problem
}

it.each([
  ['getFlowInfoError', operations.getDocuments, 'flow-not-found'],
  ['getFileInfoError', operations.getFile, 'file-not-found'],
  ['getUserInfoError', operations.getUserRealName, 'person-not-found'],
  ['requestParamError', operations.getStartUrl, 'input-refused'],
  ['invalidRequest.invalidAguemnts', operationsV1.getFlow, 'flow-not-found'],
] as const)('%s, a general code, is not taken at its word', async (code, operation, otherwise) => {
  refuseWith(code, operation)
  const problem = { code: 'corp-not-authorised', cause: { upstreamCode: code } }
  await expect(call(operation)).rejects.toMatchObject(problem)
  status = 'AUTH'
  await expect(call(operation)).rejects.toMatchObject({ code: otherwise })
})

it('what is looked for in vain costs an authorised corp one question in half a minute', async () => {
  status = 'AUTH'
  const problem = refuseWith('getFlowInfoError', operations.getDocuments)
  const look = () => call(operations.getDocuments)
  for (const _ of [1, 2]) await expect(look()).rejects.toBe(problem)
  expect(looks()).toBe(1)
  status = 'UNAUTH'
  await expect(look()).rejects.toBe(problem)
  time += 30_000
  for (const _ of [1, 2])
    await expect(look()).rejects.toMatchObject({ code: 'corp-not-authorised' })
  expect(looks()).toBe(3)
})

it('a refusal without a likelier cause is always checked', async () => {
  status = 'AUTH'
  await expect(read()).rejects.toBe(rejected)
  status = 'UNAUTH'
  await expect(read()).rejects.toMatchObject({ code: 'corp-not-authorised' })
})

it.each([
  ['flowNotExists', operations.getFlow],
  ['getUserInfoFail', operations.startAtOnce],
  ['saveTaskError', operations.startAtOnce],
] as const)('%s, which has no other reason, is not checked', async (code, operation) => {
  const problem = refuseWith(code, operation)
  await expect(call(operation)).rejects.toBe(problem)
  expect(answer).toHaveBeenCalledTimes(1)
})
