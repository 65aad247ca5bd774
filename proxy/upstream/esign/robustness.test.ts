import { PassThrough } from 'node:stream'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemCodes } from '#shared/rules/codes/problem-code.ts'
import { parseJson } from '#proxy/upstream/dingtalk/client/json-body.ts'
import { createTransport, type Transport } from '#proxy/upstream/dingtalk/client/transport.ts'
import { createLogger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { esignCases } from './esign.cases.ts'
import { createEsign, type Esign } from './esign.ts'
import { createDirectClient } from './testing/direct-client.ts'
import { esignOperations, type EsignOperation } from './testing/esign-operations.ts'
import { oddReplies, type RawReply } from './testing/odd-replies.ts'

/**
 * Whatever upstream sends, our client gives a typed result or a typed error, and reveals no secret.
 * A failure prints the seed and the path to the reply that caused it.
 */

const isLong = process.env['LONG'] !== undefined
const seed = 20_261_124
const repliesEach = isLong ? 245 : 60
const repliesOverSocketsEach = 8

const token = 'the-access-token-9f8e7d6c'

const codes = [
  'flowNotExists',
  'requestParamError',
  'getFlowInfoError',
  'getUserInfoFail',
  'openIsvExist',
  'orgNotRealname',
  'accountNotRealname',
  'doRepeatOrderError',
  'requestTooMuch',
  'invalidRequest.invalidAguemnts',
  'fail.failToCreateCorpAccount',
  'InvalidAuthentication',
  'Forbidden.AccessDenied.QpsLimitForApi',
  'Forbidden.AccessDenied.AccessTokenPermissionDenied',
  'somethingNew',
]

function repliesTo({ ourFunction }: EsignOperation): fc.Arbitrary<RawReply> {
  return oddReplies(esignCases[ourFunction].sample, codes, [token])
}

/** Calls the operation; its outcome must be a typed result or a typed problem. */
async function expectSafe(esign: Esign, operation: EsignOperation): Promise<'result' | 'problem'> {
  const { generation, ourFunction } = operation
  const { succeed, schema } = esignCases[ourFunction]
  const control = () => Promise.reject(new Error('no sandbox is here'))
  try {
    const result = await succeed({ esign, corpId: 'corp', generation, control })
    expect(schema.safeParse(result).error).toBeUndefined()
    return 'result'
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(problemCodes).toContain(error.code)
    expect(error.code).not.toBe('internal-error')
    const text = logged(error) + texts(error)
    expect(text).not.toContain(token)
    expect(text.length).toBeLessThan(5_000)
    return 'problem'
  }
}

/** The log line of an error. */
function logged(err: unknown): string {
  const lines = new PassThrough()
  createLogger('trace', lines).warn({ err }, 'failed')
  return String(lines.read())
}

/** All texts of an error and its causes. */
function texts(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  return [error.message, JSON.stringify(error), texts(error.cause)].join('\n')
}

/** A transport without sockets, whose replies are read as if they came from one. */
function playTransport(): Transport & { reply: RawReply | null } {
  return {
    reply: null,
    async send() {
      if (this.reply === null) throw new Error('no reply is set')
      const { status, bytes, contentType } = this.reply
      return { status, body: parseJson(bytes, contentType) }
    },
    close: () => Promise.resolve(),
  }
}

it('our client is tested with thousands of replies', () => {
  noteSize(`${esignOperations.length * repliesEach} replies`)
  expect(esignOperations.length * repliesEach).toBeGreaterThan(isLong ? 10_000 : 2_500)
})

describe.each(esignOperations)('$generation $ourFunction', (operation) => {
  it('handles whatever upstream replies', async () => {
    const transport = playTransport()
    const client = createDirectClient(transport, 'http://upstream', token)
    const esign = createEsign(operation.generation, client)
    const outcomes = { result: 0, problem: 0 }
    await fc.assert(
      fc.asyncProperty(repliesTo(operation), async (reply) => {
        transport.reply = reply
        outcomes[await expectSafe(esign, operation)] += 1
      }),
      { seed, numRuns: repliesEach },
    )
    // The test proves little unless some replies are readable and some are not.
    expect(outcomes.result).toBeGreaterThan(repliesEach / 10)
    expect(outcomes.problem).toBeGreaterThan(repliesEach / 10)
  })
})

describe('over sockets', () => {
  let upstream: Upstream
  let transport: Transport

  beforeAll(async () => {
    upstream = await startUpstream()
    transport = createTransport({ connect: 2_000, deadline: 5_000, replyBytes: 1024 * 1024 })
  })

  afterAll(async () => {
    await transport.close()
    await upstream.close()
  })

  it.each(esignOperations)('$generation $ourFunction handles it too', async (operation) => {
    const client = createDirectClient(transport, upstream.url, token)
    const esign = createEsign(operation.generation, client)
    await fc.assert(
      fc.asyncProperty(repliesTo(operation), fc.nat({ max: 9 }), async (reply, cut) => {
        const { status, bytes: body, contentType } = reply
        const headers = { 'content-type': contentType }
        upstream.fault = () => ({ status, body, headers, isCutOff: cut === 0 })
        await expectSafe(esign, operation)
      }),
      { seed, numRuns: repliesOverSocketsEach },
    )
  })
})
