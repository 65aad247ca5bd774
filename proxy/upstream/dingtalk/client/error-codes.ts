import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'

/** The meaning of a platform code: a problem, or something handled here. */
export type Meaning =
  | Extract<
      ProblemCode,
      | 'auth-code-invalid'
      | 'corp-not-allowed'
      | 'corp-stopped'
      | 'person-not-found'
      | 'outside-app-scope'
      | 'upstream-credentials'
      | 'upstream-ip-not-listed'
      | 'upstream-permission'
      | 'upstream-quota'
      | 'upstream-unavailable'
      | 'internal-error'
    >
  /** The token is wrong or expired; a fresh one may work. */
  | 'invalid-token'
  /** Too many calls in a second. */
  | 'limit-per-second'
  /** Too many calls in a minute, or in an unspecified period. */
  | 'limit-per-minute'
  /** Too many messages to one person or in one corp; other calls of the API may go on. */
  | 'limit-of-messages'

/**
 * The platform's codes (server-api-error-codes-1;
 * how-to-process-api-throttling-on-the-dingtalk-server): names of the new host, without
 * `Forbidden.AccessDenied.`, numbers of the old one. Others are left to the caller: only it knows
 * whose fault a wrong parameter (400002, 40035) is.
 */
const codes: readonly (readonly [Meaning, readonly string[]])[] = [
  [
    'auth-code-invalid',
    [
      '40078', // unknown, used, expired or of another kind
      '40079', // no such authorisation
      '41007', // of the admin console
      '41026', // missing
      '42007', // pre-authorisation, used
    ],
  ],
  [
    'corp-not-allowed',
    [
      'invalidAuthInfo',
      'invalidCorpId',
      'orgNotAuthApp',
      'orgNotExist',
      'unauthorized.client', // api-gettoken
    ],
  ],
  ['corp-stopped', ['50003']],
  ['person-not-found', ['33012', '60121']],
  [
    'outside-app-scope',
    [
      '50002', // person
      '50004', // department
    ],
  ],
  [
    'upstream-credentials',
    [
      'invalidClientIdOrSecret',
      'invalidSuiteKey',
      'invalidSuiteTicket',
      'invalid.client',
      '40089', // corp id or secret
      '40096', // app key or secret
      '52010', // JSAPI: corp id
      '52013', // JSAPI: signature
      '52019', // JSAPI: agent id
      '853002', // our clock is off by more than a minute
      '853003', // access key
      '853004', // signature
    ],
  ],
  ['upstream-ip-not-listed', ['IpNotInWhiteList', '60020']],
  ['upstream-permission', ['AccessTokenPermissionDenied', '60011']],
  ['upstream-quota', ['ApiCountLimitForOrg', '90020']],
  ['upstream-unavailable', ['systemError', 'serviceBusy', 'system.error', 'unknownError']],
  // Calls that we must not make: without token or corp id, or to an unknown API.
  [
    'internal-error',
    [
      'AuthenticationFailed.MissingParameter',
      '22',
      '40000',
      '41001',
      '41002',
      '853001', // form of the time stamp
    ],
  ],
  ['invalid-token', ['InvalidAuthentication', '40001', '40014', '42001', '42009']],
  [
    'limit-per-second',
    [
      'QpsLimitForApi',
      'QpsLimitForAppkeyAndApi',
      'QpsLimitForSuitekeyAndOrgAndApi',
      'system.busy',
      'systemBusy',
      '-1',
      '90002', // of all apps on the API
      '90018', // of the app on the API
    ],
  ],
  ['limit-per-minute', ['QpmLimitForAppkeyAndApi', 'QpmLimitForSuitekeyAndOrgAndApi', '45009']],
  [
    'limit-of-messages',
    [
      '143103',
      '143104',
      '143105',
      '143106',
      'todo.taskCreate.flowControlError',
      'send.too.fast', // of a robot
      'send.byToken.tooFast',
      'too.many.people',
    ],
  ],
]

const meanings: ReadonlyMap<string, Meaning> = new Map(
  codes.flatMap(([meaning, names]) => names.map((name) => [name, meaning] as const)),
)

/** What a code means; undefined for codes left to the caller. */
export function meaningOf(code: string): Meaning | undefined {
  const name = code.replace(/^Forbidden\.AccessDenied\./, '')
  const known = meanings.get(name)
  if (known !== undefined) return known
  // Covers limits that DingTalk adds later.
  if (name.startsWith('QpsLimitFor')) return 'limit-per-second'
  if (name.startsWith('QpmLimitFor')) return 'limit-per-minute'
  // 90001 to 90017: other limits, of unspecified periods.
  if (/^900(0[1-9]|1[0-7])$/.test(name)) return 'limit-per-minute'
  return undefined
}
