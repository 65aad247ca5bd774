import { beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { explainRefusals } from './authorisation.ts'
import { operations } from './esign.ts'
import type { Ask } from './wire/ask.ts'
import type { Endpoint } from './wire/operation.ts'
import { translateRefusal } from './wire/refusals.ts'

const refusal = (code: string) =>
  new UpstreamRefusal({ code, message: 'no', requestId: null, requiredScopes: [] })

const getAppState = operations.getAppState['2.0']

const rejected = refusal('getFlowInfoError')

const answer = vi.fn<(endpoint: unknown, corpId: string) => unknown>()

let status: string
let time: number
let ask: Ask

beforeEach(() => {
  status = 'UNAUTH'
  time = 1_000
  answer.mockReset().mockImplementation((endpoint) => {
    if (endpoint !== getAppState) throw rejected
    return { installStatus: 'OPEN', authStatus: status }
  })
  const asked: Ask = async (corpId, endpoint, _input, schema) => {
    await Promise.resolve()
    return schema.parse(answer(endpoint, corpId))
  }
  ask = explainRefusals(asked, '2.0', () => time)
})

const call = (endpoint: Endpoint, corpId = 'c') => ask(corpId, endpoint, {}, z.unknown())

const read = (corpId = 'c') => call(operations.getFlow['2.0'], corpId)

const looks = () => answer.mock.calls.filter(([endpoint]) => endpoint === getAppState).length

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
  await expect(call(operations[name]['2.0'])).rejects.toBe(rejected)
  expect(answer).toHaveBeenCalledTimes(1)
})

/** Refuses as the operation's documentation says. */
function refuseWith(code: string, endpoint: Endpoint): unknown {
  const problem = translateRefusal(refusal(code), endpoint.refusals ?? {})
  answer.mockImplementation((asked) => {
    if (asked !== getAppState) throw problem
    return { installStatus: 'OPEN', authStatus: status }
  })
  return problem
}

it.each([
  ['getFlowInfoError', operations.getDocuments['2.0'], 'flow-not-found'],
  ['getFileInfoError', operations.getFile['2.0'], 'file-not-found'],
  ['getUserInfoError', operations.getUserRealName['2.0'], 'person-not-found'],
  ['requestParamError', operations.getStartUrl['2.0'], 'input-refused'],
  ['invalidRequest.invalidAguemnts', operations.getFlow['1.0'], 'flow-not-found'],
] as const)('%s, a general code, is not taken at its word', async (code, endpoint, otherwise) => {
  refuseWith(code, endpoint)
  const problem = { code: 'corp-not-authorised', cause: { upstreamCode: code } }
  await expect(call(endpoint)).rejects.toMatchObject(problem)
  status = 'AUTH'
  await expect(call(endpoint)).rejects.toMatchObject({ code: otherwise })
})

it('what is looked for in vain costs an authorised corp one question in half a minute', async () => {
  status = 'AUTH'
  const problem = refuseWith('getFlowInfoError', operations.getDocuments['2.0'])
  const look = () => call(operations.getDocuments['2.0'])
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
  ['flowNotExists', operations.getFlow['2.0']],
  ['getUserInfoFail', operations.startAtOnce['2.0']],
  ['saveTaskError', operations.startAtOnce['2.0']],
] as const)('%s, which has no other reason, is not checked', async (code, endpoint) => {
  const problem = refuseWith(code, endpoint)
  await expect(call(endpoint)).rejects.toBe(problem)
  expect(answer).toHaveBeenCalledTimes(1)
})
