import { z } from 'zod'
import type { Signer, Signing } from '#shared/schemas/flow/signing.ts'
import { toFlowStatus } from './flow-codes.ts'
import { code, list, textValue, vocabulary } from './upstream-values.ts'

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
  .transform(({ businessScene, businessSense, flowStatus, signers }): Omit<Signing, 'taskId'> => ({
    title: businessScene ?? businessSense,
    status: toFlowStatus(flowStatus),
    statusCode: flowStatus,
    signers,
  }))
