import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as played from '#sandbox/played.ts'
import { flowSchema } from '#shared/schemas/flow/flow.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { createTransport, type Transport } from '#proxy/upstream/dingtalk/client/transport.ts'
import type { AppKind } from '#proxy/config.ts'
import { createLogger } from '#proxy/base/log.ts'
import { playedApp } from '#proxy/start/foundation.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { esignCases } from './esign.cases.ts'
import { createEsign, type Esign } from './esign.ts'
import { startAtOnceRequest } from './start/start-at-once.cases.ts'
import type { Sandboxed } from './testing/esign-case.ts'
import { esignOperations } from './testing/esign-operations.ts'

const { sandboxCorpId } = played

/** Our client against the sandbox over HTTP: every operation of both generations. */

let sandbox: Awaited<ReturnType<typeof played.startSandbox>>
let transport: Transport

beforeAll(async () => {
  sandbox = await played.startSandbox()
  transport = createTransport()
})

beforeEach(() => sandbox.sandbox.reset())

afterAll(async () => {
  await transport.close()
  await sandbox.close()
})

function createClient(appKind: AppKind) {
  const settings = playedApp(appKind, sandbox.url, played)
  return createDingTalk({
    appKind,
    settings,
    transport,
    suiteTicket: () => settings.suiteTicket,
    log: createLogger('silent'),
    now: Date.now,
  }).client
}

async function control(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

describe.each([
  ['2.0', 'internal'],
  ['2.0', 'third-party'],
  ['1.0', 'third-party'],
] as const)('generation %s, %s app:', (generation, appKind) => {
  let sandboxed: Sandboxed

  beforeAll(() => {
    const esign = createEsign(generation, createClient(appKind))
    sandboxed = { esign, corpId: sandboxCorpId, generation, control }
  })

  const operations = esignOperations.filter((each) => each.generation === generation)

  describe.each(operations)('$sdkName is $ourFunction', ({ ourFunction }) => {
    const { before, succeed, result, resultV1, refuse, problem } = esignCases[ourFunction]

    it('and gives the result in our words', async () => {
      await before?.(sandboxed)
      const expected = generation === '1.0' && resultV1 !== undefined ? resultV1 : result
      expect(await succeed(sandboxed)).toEqual(expected)
    })

    it('and tells a refusal by our code', async () => {
      const error: unknown = await refuse(sandboxed).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(ProblemError)
      expect(error).toHaveProperty('code', problem[generation])
    })
  })
})

describe('both generations', () => {
  let v1: Esign
  let v2: Esign

  beforeAll(() => {
    v1 = createEsign('1.0', createClient('third-party'))
    v2 = createEsign('2.0', createClient('third-party'))
  })

  const reads = ['getFlow', 'getSigners', 'getDocuments', 'getSealApprovals'] as const

  it.each(reads)('give the same answer to %s for each sample', async (read) => {
    const samples = [...flowStatuses.filter((each) => each !== 'unknown'), 'seal-approval']
    for (const sample of samples) {
      const taskId = `PRO-SANDBOX-${sample.toUpperCase()}`
      const ask = (esign: Esign) =>
        esign[read](sandboxCorpId, taskId).catch(({ code }: ProblemError) => ({ code }))
      const answer = await ask(v2)
      // A deleted flow has no documents, which 1.0 can only report as not found.
      if ('code' in answer) expect([sample, read]).toEqual(['deleted', 'getDocuments'])
      else expect(await ask(v1)).toEqual(answer)
    }
  })

  it('follow a flow from its start to its end', async () => {
    await v2.initialiseDeveloper(sandboxCorpId, {})
    const taskId = (await v2.startAtOnce?.(sandboxCorpId, startAtOnceRequest)) ?? ''
    const states = async (esign: Esign) => {
      const { status, signers } = await esign.getSigners(sandboxCorpId, taskId)
      return [status, ...signers.map((signer) => signer.status)]
    }
    const seen: unknown[] = []
    for (let step = 0; step < 3; step += 1) {
      seen.push(await states(v2))
      expect(await states(v1)).toEqual(seen.at(-1))
      await control('POST', `/flows/${taskId}/advance`, {})
    }
    expect(seen).toEqual([
      ['signing', 'waiting', 'unsigned'],
      ['signing', 'signed', 'waiting'],
      ['completed', 'signed', 'signed'],
    ])
    const flow = flowSchema.parse(await v2.getFlow(sandboxCorpId, taskId))
    expect(flow.logs.filter(({ type }) => type === 'signed')).toHaveLength(2)
    expect(await v1.getFlow(sandboxCorpId, taskId)).toEqual(flow)
    expect(await v2.getMargin(sandboxCorpId)).toEqual({ contractsLeft: 99 })
  })
})

it('sends the body of a GET, which 1.0 requires', async () => {
  const v1 = createEsign('1.0', createClient('third-party'))
  const refused = v1.initialiseDeveloper(sandboxCorpId, { noticeUrl: 'no address' })
  await expect(refused).rejects.toMatchObject({ code: 'upstream-rejected' })
  expect(await v1.initialiseDeveloper(sandboxCorpId, {})).toBe(true)
})

it('gives browser links in 2.0', async () => {
  const v2 = createEsign('2.0', createClient('internal'))
  const http = expect.stringMatching(/^http:/)
  const ask = (account: string) =>
    v2.getBrowserSignUrl?.(sandboxCorpId, 'PRO-SANDBOX-SIGNING', { account })
  expect(await ask('lisi')).toEqual({ longUrl: http, shortUrl: http })
  await expect(ask('nobody')).rejects.toMatchObject({ code: 'person-not-found' })
})
