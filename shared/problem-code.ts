/**
 * Every `code` that the proxy puts into a problem; stable, so that pages can have words for each.
 * They are grouped by who can do something about them.
 */
export const problemCodes = [
  // Caller's fault: to be asked otherwise, or by somebody else.
  'invalid-request',
  'invalid-task-id',
  'session-required',
  'auth-code-invalid',
  'corp-not-allowed',
  'foreign-origin',
  'not-found',
  'flow-not-found',
  'file-not-found',
  'person-not-found',
  'request-too-large',
  /** e签宝 refuses what was entered: a title, a person, a file. */
  'input-refused',
  /** Who is to use a company's seal must name the company. */
  'company-name-required',
  /** An order with this id was placed before. */
  'order-repeated',

  // State in e签宝 that must come first: verification is up to the person or the corp's
  // administrators, initialising to our operators.
  'user-not-real-name-verified',
  'corp-not-real-name-verified',
  'esign-not-initialised',
  'esign-already-initialised',

  // Permission of the person: only administrators of the corp in DingTalk may.
  'not-corp-admin',

  // Configuration of the app in DingTalk.
  'upstream-credentials',
  'upstream-ip-not-listed',
  'upstream-permission',

  // Throttled.
  'upstream-quota',
  'upstream-throttled',

  // Upstream: refused for a reason that has no code of its own here, or did not work.
  'upstream-rejected',
  'upstream-timeout',
  'upstream-unavailable',

  // Our own fault.
  'internal-error',
] as const

export type ProblemCode = (typeof problemCodes)[number]
