import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { explainRefusals } from './authorisation.ts'
import { cancelAuthorisation } from './corp/cancel-authorisation.ts'
import { getAppState } from './corp/get-app-state.ts'
import { getAuthorisationUrl } from './corp/get-authorisation-url.ts'
import { getConsoleUrl } from './corp/get-console-url.ts'
import { getCorpRealNameUrl } from './corp/get-corp-real-name-url.ts'
import { getCorpRealName } from './corp/get-corp-real-name.ts'
import { getMargin } from './corp/get-margin.ts'
import { initialiseDeveloper } from './corp/initialise-developer.ts'
import { getFile } from './files/get-file.ts'
import { getUploadAddress } from './files/get-upload-address.ts'
import { getApprovalAttachments } from './flows/get-approval-attachments.ts'
import { getDocuments } from './flows/get-documents.ts'
import { getFlow } from './flows/get-flow.ts'
import { getSealApprovals } from './flows/get-seal-approvals.ts'
import { getBrowserSignUrl, getSignUrl } from './flows/get-sign-url.ts'
import { getSigners } from './flows/get-signers.ts'
import { placeChannelOrder } from './orders/place-channel-order.ts'
import { placeResaleOrder } from './orders/place-resale-order.ts'
import { getUserRealNameUrl } from './people/get-user-real-name-url.ts'
import { getUserRealName } from './people/get-user-real-name.ts'
import { getStartUrl } from './start/get-start-url.ts'
import { startAtOnce } from './start/start-at-once.ts'
import { createAsk } from './wire/ask.ts'
import type { Endpoint, Generation, Operation } from './wire/operation.ts'

/** All operations that e签宝 offers through DingTalk. */
export const operations = {
  initialiseDeveloper,
  getAuthorisationUrl,
  cancelAuthorisation,
  placeChannelOrder,
  placeResaleOrder,
  getMargin,
  getAppState,
  getCorpRealName,
  getConsoleUrl,
  getUserRealName,
  getUserRealNameUrl,
  getCorpRealNameUrl,
  getUploadAddress,
  getFile,
  getStartUrl,
  startAtOnce,
  getSignUrl,
  getSigners,
  getFlow,
  getDocuments,
  getSealApprovals,
  getApprovalAttachments,
}

export type OperationName = keyof typeof operations

const functions = { ...operations, getBrowserSignUrl }

type FunctionOf<Each extends Operation> = Each['call'] extends (
  ask: never,
  ...input: infer Input
) => infer Answer
  ? | ((corpId: string, ...input: Input) => Answer)
    | (Each extends { '1.0': Endpoint } ? never : null)
  : never

/**
 * e签宝 in our own terms, the same for both generations of its API: a function for each operation,
 * documented there, null if the generation lacks it. Calls are on behalf of the given corp. Times
 * are epoch milliseconds. Values that upstream did not send are null, as are addresses with a scheme
 * that is not safe to open.
 *
 * Each function also throws what the DingTalk client throws (`upstream-…`), `corp-not-authorised`,
 * `upstream-unavailable` for a malformed reply, `upstream-rejected` for a refusal that nobody here
 * can act on, and `invalid-request` for a malformed id. 1.0 has one code for nearly everything: it
 * is mapped to the likeliest cause, or to `upstream-rejected` if there is none.
 */
export type Esign = { [Name in keyof typeof functions]: FunctionOf<(typeof functions)[Name]> }

/** The permission of every call (e签宝数据管理权限), which 1.0 does not have. */
const scopes = { '1.0': null, '2.0': 'Esign.Common.ReadWrite' }

export function createEsign(generation: Generation, client: DingTalkClient): Esign {
  const ask = explainRefusals(createAsk(client, scopes[generation]), generation)
  const calls = Object.entries<Operation>(functions).map(
    ([name, { call, [generation]: endpoint }]) => {
      if (endpoint === undefined) return [name, null] as const
      const onBehalf = (corpId: string, ...input: never[]) =>
        call((sent, schema) => ask(corpId, endpoint, sent, schema), ...input)
      return [name, onBehalf] as const
    },
  )
  // Each name has the function of its operation.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(calls) as Esign
}
