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
  /** Another system's request is not signed by our secret, or was signed too long ago. */
  'signature-invalid',
  'corp-not-allowed',
  /** No such organisation is known here; for operators. */
  'corp-not-found',
  /** The data of an organisation that uses the app are not deleted. */
  'corp-active',
  /** What was typed to confirm it is something else. */
  'confirmation-wrong',
  'foreign-origin',
  'not-found',
  'flow-not-found',
  'approval-not-found',
  'file-not-found',
  'person-not-found',
  'request-too-large',
  'file-type-not-allowed',
  'file-empty',
  /** e签宝 refuses what was entered: a title, a person, a file. */
  'input-refused',
  /** Who is to use a company's seal must name the company. */
  'company-name-required',
  /** An order with this id was placed before. */
  'order-repeated',
  /** Nobody is waited for, or nobody whom this app can reach. */
  'urge-nobody',
  /** A flow that has ended, or was not sent yet, has no page to sign it on. */
  'flow-not-signable',
  /** Another request was made under this idempotency key. */
  'idempotency-key-reused',
  /** The generation of e签宝's API that this app uses lacks it. */
  'generation-unsupported',

  // State in e签宝 that must come first: verification is up to the person or the corp's
  // administrators, authorising our app to these, initialising to our operators.
  'user-not-real-name-verified',
  'corp-not-real-name-verified',
  'corp-not-authorised',
  'esign-not-initialised',
  'esign-already-initialised',

  /** The organisation has switched the app off in DingTalk, or given it up. */
  'corp-stopped',
  /** What the organisation has bought of the app has ended. */
  'subscription-ended',

  // Permission of the person.
  /** Only administrators of the corp in DingTalk may. */
  'not-corp-admin',
  /** Only people of the flow, admins, and holders of a signed link may see it. */
  'flow-forbidden',
  /** The signed link is too old, or not one of ours. */
  'link-invalid',
  /** Only operators, named in the settings, may. */
  'not-operator',

  // Configuration of the app in DingTalk.
  'upstream-credentials',
  'upstream-ip-not-listed',
  'upstream-permission',
  /** DingTalk lets the app see a part of the organisation only, and what was asked is outside. */
  'outside-app-scope',
  /** The setting without which DingTalk's clients and messages cannot tell our app. */
  'agent-id-missing',
  /** e签宝 gave the address of a page on a host that the settings do not name. */
  'launch-host-refused',

  // Throttled.
  /** A flow is not reminded about in its first half hour. */
  'urge-too-early',
  /** Somebody reminded a moment ago. */
  'urge-too-soon',
  /** One person has more pages waiting for changes than anybody could have open. */
  'too-many-streams',
  /** One person sends more files at once than the page ever would. */
  'too-many-uploads',
  /** All people together send more than the server has room for. */
  'uploads-full',
  /** One person takes more archives at once than anybody needs. */
  'too-many-archives',
  /** All people together take more archives at once than the server sends. */
  'archives-full',
  /** One person asks for more in a day than anybody needs. */
  'too-many-requests',
  'upstream-quota',
  'upstream-throttled',

  // Upstream: refused for a reason that has no code of its own here, or did not work.
  'upstream-rejected',
  /** The storage behind e签宝 refused a file. */
  'storage-refused',
  /** e签宝 gave no address of a page to send somebody to. */
  'launch-page-missing',
  /** e签宝 never told whether it did what must not be done twice: start a flow, take an order. */
  'outcome-unknown',
  'upstream-timeout',
  'upstream-unavailable',

  // Our own fault.
  'store-unavailable',
  'internal-error',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/**
 * Who can do something about a problem: `caller` the person who asked, or somebody else in his place;
 * `state` the person who brings e签宝 into the state that must come first; `permission` an administrator,
 * for the asker lacks the right; `configuration` the person who runs the app; `throttled` nobody, it passes
 * by waiting; `upstream` DingTalk or e签宝; `internal` ourselves.
 */
export type ProblemCategory =
  'caller' | 'state' | 'permission' | 'configuration' | 'throttled' | 'upstream' | 'internal'

export const problemCategories: Readonly<Record<ProblemCode, ProblemCategory>> = {
  'invalid-request': 'caller',
  'invalid-task-id': 'caller',
  'session-required': 'caller',
  'auth-code-invalid': 'caller',
  'signature-invalid': 'caller',
  'corp-not-allowed': 'caller',
  'corp-not-found': 'caller',
  'corp-active': 'caller',
  'confirmation-wrong': 'caller',
  'foreign-origin': 'caller',
  'not-found': 'caller',
  'flow-not-found': 'caller',
  'approval-not-found': 'caller',
  'file-not-found': 'caller',
  'person-not-found': 'caller',
  'request-too-large': 'caller',
  'file-type-not-allowed': 'caller',
  'file-empty': 'caller',
  'input-refused': 'caller',
  'company-name-required': 'caller',
  'order-repeated': 'caller',
  'urge-nobody': 'caller',
  'flow-not-signable': 'caller',
  'idempotency-key-reused': 'caller',
  'generation-unsupported': 'caller',
  'user-not-real-name-verified': 'state',
  'corp-not-real-name-verified': 'state',
  'corp-not-authorised': 'state',
  'esign-not-initialised': 'state',
  'esign-already-initialised': 'state',
  'corp-stopped': 'state',
  'subscription-ended': 'state',
  'not-corp-admin': 'permission',
  'flow-forbidden': 'permission',
  'link-invalid': 'permission',
  'not-operator': 'permission',
  'upstream-credentials': 'configuration',
  'upstream-ip-not-listed': 'configuration',
  'upstream-permission': 'configuration',
  'outside-app-scope': 'configuration',
  'agent-id-missing': 'configuration',
  'launch-host-refused': 'configuration',
  'urge-too-early': 'throttled',
  'urge-too-soon': 'throttled',
  'too-many-streams': 'throttled',
  'too-many-uploads': 'throttled',
  'uploads-full': 'throttled',
  'too-many-archives': 'throttled',
  'archives-full': 'throttled',
  'too-many-requests': 'throttled',
  'upstream-quota': 'throttled',
  'upstream-throttled': 'throttled',
  'upstream-rejected': 'upstream',
  'storage-refused': 'upstream',
  'launch-page-missing': 'upstream',
  'outcome-unknown': 'upstream',
  'upstream-timeout': 'upstream',
  'upstream-unavailable': 'upstream',
  'store-unavailable': 'internal',
  'internal-error': 'internal',
}
