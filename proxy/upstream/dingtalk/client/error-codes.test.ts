import { afterEach, describe, expect, it, vi } from 'vitest'
import { problems } from '#shared/rules/codes/problem-code.ts'
import { TransientFailure } from './transient-failure.ts'
import { toError } from './refusal-error.ts'
import { UpstreamRefusal } from './upstream-refusal.ts'

afterEach(() => {
  vi.useRealTimers()
})

function errorOf(code: string, status = 400) {
  return toError({ code, message: '', requestId: null, requiredScopes: [] }, status)
}

/** A row of the tables: upstream's code, our code, and who can act on it. */
type Row = [code: string, ours: string, category: string]

const newHost: Row[] = [
  ['InvalidAuthentication', 'upstream-credentials', 'configuration'],
  ['AuthenticationFailed.MissingParameter', 'internal-error', 'internal'],
  ['invalidClientIdOrSecret', 'upstream-credentials', 'configuration'],
  ['invalidSuiteKey', 'upstream-credentials', 'configuration'],
  ['invalidSuiteTicket', 'upstream-credentials', 'configuration'],
  ['unauthorized.client', 'corp-not-allowed', 'caller'],
  ['invalidAuthInfo', 'corp-not-allowed', 'caller'],
  ['orgNotExist', 'corp-not-allowed', 'caller'],
  ['orgNotAuthApp', 'corp-not-allowed', 'caller'],
  ['invalidCorpId', 'corp-not-allowed', 'caller'],
  ['Forbidden.AccessDenied.AccessTokenPermissionDenied', 'upstream-permission', 'configuration'],
  ['Forbidden.AccessDenied.IpNotInWhiteList', 'upstream-ip-not-listed', 'configuration'],
  ['Forbidden.AccessDenied.QpsLimitForApi', 'upstream-throttled', 'throttled'],
  ['Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'upstream-throttled', 'throttled'],
  ['Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi', 'upstream-throttled', 'throttled'],
  ['Forbidden.AccessDenied.QpmLimitForAppkeyAndApi', 'upstream-throttled', 'throttled'],
  ['Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi', 'upstream-throttled', 'throttled'],
  ['Forbidden.AccessDenied.ApiCountLimitForOrg', 'upstream-quota', 'throttled'],
  ['system.busy', 'upstream-throttled', 'throttled'],
  ['systemBusy', 'upstream-throttled', 'throttled'],
  ['systemError', 'upstream-unavailable', 'upstream'],
  ['serviceBusy', 'upstream-unavailable', 'upstream'],
  ['unknownError', 'upstream-unavailable', 'upstream'],
  ['somethingNew', 'upstream-rejected', 'upstream'],
]

const oldHost: Row[] = [
  ['-1', 'upstream-throttled', 'throttled'],
  ['22', 'internal-error', 'internal'],
  ['88', 'upstream-rejected', 'upstream'],
  ['400002', 'upstream-rejected', 'upstream'],
  ['40000', 'internal-error', 'internal'],
  ['40001', 'upstream-credentials', 'configuration'],
  ['40014', 'upstream-credentials', 'configuration'],
  ['42001', 'upstream-credentials', 'configuration'],
  ['42007', 'auth-code-invalid', 'caller'],
  ['42009', 'upstream-credentials', 'configuration'],
  ['40035', 'upstream-rejected', 'upstream'],
  ['40078', 'auth-code-invalid', 'caller'],
  ['40079', 'auth-code-invalid', 'caller'],
  ['41026', 'auth-code-invalid', 'caller'],
  ['41007', 'auth-code-invalid', 'caller'],
  ['40089', 'upstream-credentials', 'configuration'],
  ['40096', 'upstream-credentials', 'configuration'],
  ['41001', 'internal-error', 'internal'],
  ['41002', 'internal-error', 'internal'],
  ['33012', 'person-not-found', 'caller'],
  ['60121', 'person-not-found', 'caller'],
  ['50002', 'outside-app-scope', 'configuration'],
  ['50004', 'outside-app-scope', 'configuration'],
  ['50003', 'corp-stopped', 'state'],
  ['52010', 'upstream-credentials', 'configuration'],
  ['52013', 'upstream-credentials', 'configuration'],
  ['52019', 'upstream-credentials', 'configuration'],
  ['60011', 'upstream-permission', 'configuration'],
  ['60020', 'upstream-ip-not-listed', 'configuration'],
  ['853001', 'internal-error', 'internal'],
  ['853002', 'upstream-credentials', 'configuration'],
  ['853003', 'upstream-credentials', 'configuration'],
  ['853004', 'upstream-credentials', 'configuration'],
  ...['90001', '90002', '90005', '90009', '90010', '90017', '90018', '45009'].map(throttling),
  ['90020', 'upstream-quota', 'throttled'],
  ['90019', 'upstream-rejected', 'upstream'],
  ...['143103', '143104', '143105', '143106'].map(throttling),
]

function throttling(code: string): Row {
  return [code, 'upstream-throttled', 'throttled']
}

describe('a code of the platform', () => {
  it.each([...newHost, ...oldHost])('%s is %s: %s', (code, ours, category) => {
    const error = errorOf(code)
    expect(error.code).toBe(ours)
    expect(problems[error.code].category).toBe(category)
    expect(error instanceof UpstreamRefusal).toBe(ours === 'upstream-rejected')
  })

  it.each([
    ['Forbidden.AccessDenied.QpsLimitForApi', 'api', 1, 1_000],
    ['Forbidden.AccessDenied.QpsLimitForSomethingNew', 'api', 1, 1_000],
    ['-1', 'api', 1, 1_000],
    ['90018', 'api', 1, 1_000],
    ['Forbidden.AccessDenied.QpmLimitForAppkeyAndApi', 'api', 60, 60_000],
    ['Forbidden.AccessDenied.QpmLimitForSomethingNew', 'api', 60, 60_000],
    ['90005', 'api', 60, 60_000],
    ['143104', 'call', 60, 60_000],
    ['systemError', 'call', undefined, 300],
  ])('%s limits this %s, for %s s', (code, reach, retryAfter, waitMs) => {
    const error = errorOf(code)
    expect(error).toBeInstanceOf(TransientFailure)
    expect(error).toMatchObject({ reach, retryAfter, waitMs })
  })

  it('decides before the status does', () => {
    const denied = 'Forbidden.AccessDenied'
    expect(errorOf(`${denied}.QpsLimitForApi`, 403).code).toBe('upstream-throttled')
    expect(errorOf(`${denied}.AccessTokenPermissionDenied`, 403).code).toBe('upstream-permission')
    expect(errorOf('flowNotExists', 403)).toBeInstanceOf(UpstreamRefusal)
  })

  it.each([
    [401, 'upstream-credentials'],
    [429, 'upstream-throttled'],
    [500, 'upstream-unavailable'],
    [503, 'upstream-unavailable'],
  ])('with an unknown code, the status %i decides', (status, code) => {
    expect(errorOf('somethingNew', status).code).toBe(code)
  })
})

describe('a used-up quota', () => {
  it.each([
    // The month ends at midnight in China's time zone.
    ['2026-11-24T00:00:00Z', (6 * 24 + 16) * 3600, 600_000],
    ['2026-11-30T15:59:00Z', 60, 60_000],
    ['2026-11-30T16:00:00Z', 31 * 24 * 3600, 600_000],
    ['2026-12-31T15:00:00Z', 3600, 600_000],
  ])('at %s lasts %i s, and is tried again after %i ms', (now, retryAfter, waitMs) => {
    vi.useFakeTimers({ now: new Date(now) })
    expect(errorOf('90020')).toMatchObject({ reach: 'api', retryAfter, waitMs })
  })
})
