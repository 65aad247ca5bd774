/** Every `code` that the proxy puts into a problem; stable, so that pages can have words for each. */
export const problemCodes = [
  'invalid-request',
  'invalid-task-id',
  'session-required',
  'auth-code-invalid',
  'corp-not-allowed',
  'foreign-origin',
  'not-found',
  'flow-not-found',
  'request-too-large',
  'upstream-credentials',
  'upstream-ip-not-listed',
  'upstream-permission',
  'upstream-quota',
  'upstream-rejected',
  'upstream-throttled',
  'upstream-timeout',
  'upstream-unavailable',
  'internal-error',
] as const

export type ProblemCode = (typeof problemCodes)[number]
