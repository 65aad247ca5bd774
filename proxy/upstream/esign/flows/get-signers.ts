import { z } from 'zod'
import type { Signing } from '#shared/schemas/flow/signing.ts'
import type { Signer } from '#shared/rules/flow.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { code, list, textValue, vocabulary } from '#proxy/upstream/esign/wire/upstream-values.ts'
import { toFlowStatus } from './flow-status.ts'

const toSignerStatus = vocabulary([
  [0, 'waiting'],
  [1, 'unsigned'],
  [2, 'signed'],
  [3, 'in-approval'],
  [4, 'refused'],
])

const signerPayload = z
  .object({ signerName: textValue, signStatus: code })
  .transform(({ signerName, signStatus }): Signer => ({
    name: signerName,
    status: toSignerStatus(signStatus),
    statusCode: signStatus,
  }))

/** More than a contract has; each is compared with each. */
const maxSigners = 1000

/** The progress of signing; the title is `businessScene` in 2.0 and `businessSense` in 1.0. */
export const signingPayload = z
  .object({
    businessScene: textValue,
    businessSense: textValue,
    flowStatus: code,
    signers: list(signerPayload, maxSigners),
  })
  .refine(
    ({ businessScene, businessSense, flowStatus, signers }) =>
      (businessScene ?? businessSense ?? flowStatus) !== null || signers.length > 0,
  )
  .transform(({ businessScene, businessSense, flowStatus, signers }): Omit<Signing, 'taskId'> => ({
    title: businessScene ?? businessSense,
    status: toFlowStatus(flowStatus),
    statusCode: flowStatus,
    signers,
  }))

/**
 * A flow's state and its signers'.
 * @throws ProblemError `flow-not-found`
 */
export const getSigners = {
  '2.0': {
    sdkName: 'getSignDetail',
    page: 'get-the-details-of-process-signing',
    method: 'GET',
    path: '/v2.0/esign/signTasks/{taskId}',
    // An unknown flow is `flowNotExists`; `getFlowInfoError` and `queryFlowDetailError` are failures
    // of the lookup.
    refusals: { requestParamError: 'flow-not-found' },
  },
  '1.0': {
    sdkName: 'getFlowSignDetail',
    page: 'get-process-sign-off-details',
    method: 'GET',
    path: '/v1.0/esign/flows/sign/detail',
    query: 'taskId',
    refusals: { [codeOfV1]: 'flow-not-found' },
    emptyMeans: 'flow-not-found',
  },
  call: async (ask, taskId: string): Promise<Signing> => ({
    taskId,
    ...(await ask({ parameters: { taskId } }, signingPayload)),
  }),
} satisfies Operation
