import { expect, it } from 'vitest'
import { toError } from '#proxy/upstream/dingtalk/client/refusal-error.ts'
import { Blocked, failureOf } from './failure.ts'

function refused(code: string, requiredScopes: readonly string[] = []) {
  const refusal = { code, message: 'some words', requestId: null, requiredScopes }
  return failureOf(toError(refusal, 200))
}

it.each([
  ['40096', [], 'held-up', 'credentials-refused', '40096'],
  ['60020', [], 'held-up', 'address-not-listed', '60020'],
  [
    '60011',
    ['qyapi_base', 'qyapi_aflow'],
    'held-up',
    'permission-missing',
    'qyapi_base, qyapi_aflow',
  ],
  ['60011', [], 'held-up', 'permission-missing', null],
  ['50002', [], 'refused', 'person-outside', '50002'],
  ['400002', [], 'refused', 'refused', '400002'],
  ['90018', [], 'passing', 'unavailable', '90018'],
])(
  '%s, %j is %s as %s, with nothing in one language alone',
  (code, scopes, kind, reason, detail) => {
    expect(refused(code, scopes)).toMatchObject({ kind, reason, detail })
  },
)

it('a failure has no code if the app itself does not send', () => {
  expect(failureOf(new Blocked('process-centre-off'))).toMatchObject({
    kind: 'held-up',
    reason: 'process-centre-off',
    detail: null,
  })
})
