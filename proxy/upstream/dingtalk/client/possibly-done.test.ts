import { expect, it } from 'vitest'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { possiblyDone } from './possibly-done.ts'

function failure(code: ProblemCode, call = 'POST /v2.0/esign/x', cause?: unknown): ProblemError {
  const error = new ProblemError(code, 'title', { cause })
  error.upstreamCall = call
  return error
}

const systemError = (code: string) => Object.assign(new Error('x'), { code })

it.each([
  ['no answer in time', failure('upstream-timeout')],
  ['a fault of the server', failure('upstream-unavailable')],
  ['a broken connection', failure('upstream-unavailable', 'POST /x', systemError('ECONNRESET'))],
  ['a failure midway', failure('outcome-unknown')],
  ['something unforeseen', new TypeError('x')],
  ['nothing that was heard', undefined],
])('a call may be done after %s', (_name, error) => expect(possiblyDone(error)).toBe(true))

it.each([
  ['a refusal', failure('input-refused')],
  ['a limit', failure('upstream-throttled')],
  ['no token', failure('upstream-timeout', 'POST /v1.0/oauth2/accessToken')],
  ['no connection', failure('upstream-unavailable', 'POST /x', systemError('ECONNREFUSED'))],
  ['an unknown host', failure('upstream-unavailable', 'POST /x', systemError('ENOTFOUND'))],
  [
    'no connection in time',
    failure('upstream-timeout', 'POST /x', systemError('UND_ERR_CONNECT_TIMEOUT')),
  ],
])('a call is not done after %s', (_name, error) => expect(possiblyDone(error)).toBe(false))
