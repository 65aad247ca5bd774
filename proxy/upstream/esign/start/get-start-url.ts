import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { taskPagePayload } from '#proxy/upstream/esign/wire/shared-payloads.ts'
import {
  toAccount,
  toCommonBody,
  toRequirements,
  type Body,
  type Party,
  type Seal,
  type StartRequest,
} from './start-request.ts'

/**
 * A flow that its initiator finishes and sends on a page of e签宝. Its title defaults to the name of
 * the first file.
 */
export type StartPageRequest = StartRequest & {
  /** At least one. Unlike everything else, they cannot be changed on the page. */
  files: readonly { fileId: string; name: string }[]
  /** Without seals, the initiator chooses them. */
  participants?: readonly (Party & { seals?: readonly Seal[] | undefined })[] | undefined
  /** Whether to send it at once, skipping the page; 1.0 always shows the page. */
  autoStart?: boolean | undefined
}

function toBody(request: StartPageRequest): Body {
  return {
    ...toCommonBody(request),
    // As text.
    autoStart: request.autoStart === undefined ? undefined : String(request.autoStart),
    files: request.files.map(({ fileId, name }) => ({ fileId, fileName: name })),
    participants: request.participants?.map((participant) => ({
      ...toAccount(participant),
      signRequirements: toRequirements(participant.seals ?? []),
    })),
  }
}

/**
 * A page on which the initiator finishes a flow and sends it; the task id is the flow's. Not
 * idempotent: each call starts another flow.
 * @throws ProblemError `input-refused`, `company-name-required`
 */
export const getStartUrl = {
  '2.0': {
    sdkName: 'processStart',
    page: 'obtain-the-address-used-to-initiate-a-signed-task',
    method: 'POST',
    path: '/v2.0/esign/processes/startUrls',
    refusals: { requestParamError: 'input-refused' },
  },
  '1.0': {
    sdkName: 'getProcessStartUrl',
    page: 'obtain-the-address-of-the-initiating-signing-task',
    method: 'POST',
    path: '/v1.0/esign/process/start',
    fields: { autoStart: null, thirdBizId: null },
    refusals: { [codeOfV1]: 'input-refused' },
  },
  call: (ask, request: StartPageRequest) => ask({ body: toBody(request) }, taskPagePayload),
} satisfies Operation
