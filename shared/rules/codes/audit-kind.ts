/**
 * Kinds of entries in the audit.
 *
 * - `flow-opened`: opened a flow.
 * - `documents-opened`: opened a document of a flow, whose name is the detail.
 * - `archive-taken`: downloaded a flow's documents as one archive.
 * - `approval-opened`: saw a contract on the page of a DingTalk approval, whose instance id is the
 * detail.
 * - `sign-url-asked`: requested the address for signing a flow.
 * - `sign-link-made`: requested the signing address of an outside signer, whose name is the detail.
 * - `link-made`: made a signed link to a flow, or got one by redirection from e签宝's page for seals.
 * - `export-taken`: downloaded a file, whose name is the detail.
 * - `flows-imported`: imported the owners of flows started elsewhere; the detail is their number.
 * - `flow-registered`: another system registered a flow, or people of one; the detail is the names of
 * the people whom that added.
 * - `settings-changed`: changed settings of the organisation, which are the detail.
 * - `access-granted`, `access-refused`: granted or refused a request to see a flow; the detail is
 * the requester's name.
 * - `terms-changed`, `terms-removed`: changed the terms of a completed contract, with the changed
 * fields as the detail, or removed them.
 * - `terms-renewed`: a contract renewed itself; the detail is its end before and after.
 * - `assistant-asked`: an assistant of the person's asked; the detail is its tool and what the
 * person calls it. Without a user id, an assistant of the organisation's that did not say truly for
 * whom, and was told nothing.
 * - `assistant-token-made`, `assistant-token-withdrawn`: let an assistant in, or out again; the detail
 * is what the person calls it.
 * - `robot-asked`: asked the app's robot in DingTalk, which told of the flow; without a flow, of none.
 * - `corp-refreshed`, `developer-initialised`, `package-ordered`, `data-deleted`: actions of an
 * operator for an organisation, which the detail names in the operator's own audit, followed by the
 * order's id. If a setting deleted the data, it takes the place of the person's name.
 */
export const auditKinds = [
  'flow-opened',
  'documents-opened',
  'archive-taken',
  'approval-opened',
  'sign-url-asked',
  'sign-link-made',
  'link-made',
  'export-taken',
  'flows-imported',
  'flow-registered',
  'settings-changed',
  'access-granted',
  'access-refused',
  'terms-changed',
  'terms-removed',
  'terms-renewed',
  'assistant-asked',
  'assistant-token-made',
  'assistant-token-withdrawn',
  'robot-asked',
  'corp-refreshed',
  'developer-initialised',
  'package-ordered',
  'data-deleted',
] as const

export type AuditKind = (typeof auditKinds)[number]
