/**
 * What somebody did, as the audit table tells it.
 *
 * - `flow-opened`: opened a flow.
 * - `documents-opened`: asked for the addresses of a flow's documents.
 * - `archive-taken`: took a flow's documents along, in one archive.
 * - `approval-opened`: saw a contract on the page of a DingTalk approval, whose instance id is the
 *   detail.
 * - `sign-url-asked`: asked for the address where a flow is signed.
 * - `sign-link-made`: asked for the address where an outside signer signs, whose name is the detail.
 * - `link-made`: made a signed link to a flow, or was led to it from e签宝's page for seals.
 * - `export-taken`: took a file, whose name is the detail.
 * - `flows-imported`: told who owns flows that were started elsewhere; how many is the detail.
 * - `access-granted`, `access-refused`: let in, or refused, who asked to see a flow; whose name is the
 *   detail.
 * - `corp-refreshed`, `developer-initialised`, `package-ordered`, `data-deleted`: what an operator did
 *   for an organisation, which the detail names in the operator's own audit; behind it the order's id.
 *   Data are also deleted by a setting, which stands in the place of the name.
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
  'access-granted',
  'access-refused',
  'corp-refreshed',
  'developer-initialised',
  'package-ordered',
  'data-deleted',
] as const

export type AuditKind = (typeof auditKinds)[number]
