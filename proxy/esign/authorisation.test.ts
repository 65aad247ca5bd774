import { beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { UpstreamRefusal } from '#proxy/dingtalk/client/upstream-refusal.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { explainRefusals } from './authorisation.ts'
import type { Ask } from './wire/ask.ts'
import { operationsV2 as operations } from './wire/operations-v2.ts'

const rejected = new UpstreamRefusal({
  code: 'getFlowInfoError',
  message: 'no',
  requestId: null,
  requiredScopes: [],
})

const answer = vi.fn<(operation: unknown, corpId: string) => unknown>()

let status: string
let ask: Ask

beforeEach(() => {
  status = 'UNAUTH'
  answer.mockReset().mockImplementation((operation) => {
    if (operation !== operations.getAppState) throw rejected
    return { installStatus: 'OPEN', authStatus: status }
  })
  const asked: Ask = async (corpId, operation, _input, schema) => {
    await Promise.resolve()
    return schema.parse(answer(operation, corpId))
  }
  ask = explainRefusals({ ask: asked, operations }).ask
})

const read = (corpId = 'c') => ask(corpId, operations.getFlow, {}, z.unknown())

it('a refusal for a corp without authorisation says so, and the state is read once', async () => {
  const problem = { code: 'corp-not-authorised', cause: rejected }
  const answers = await Promise.allSettled([read(), read(), read()])
  for (const { status: outcome, ...rest } of answers) {
    expect(outcome).toBe('rejected')
    expect(rest).toMatchObject({ reason: problem })
  }
  const looks = answer.mock.calls.filter(([operation]) => operation === operations.getAppState)
  expect(looks).toHaveLength(1)
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
  await expect(ask('c', operations[name], {}, z.unknown())).rejects.toBe(rejected)
  expect(answer).toHaveBeenCalledTimes(1)
})

it('a refusal with a reason of its own is not checked', async () => {
  const problem = new ProblemError('flow-not-found', 'no')
  answer.mockImplementation(() => {
    throw problem
  })
  await expect(read()).rejects.toBe(problem)
  expect(answer).toHaveBeenCalledTimes(1)
})
