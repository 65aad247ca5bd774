import { z } from 'zod'
import { appStateSchema, marginSchema } from '#shared/schemas/corp.ts'
import { esignFileSchema } from '#shared/schemas/esign-file.ts'
import { flowSchema } from '#shared/schemas/flow/flow.ts'
import { approvalAttachmentSchema, flowDocumentSchema } from '#shared/schemas/flow/flow-document.ts'
import { launchPageSchema, taskPageSchema } from '#shared/schemas/launch-page.ts'
import { realNameSchema } from '#shared/schemas/real-name.ts'
import { sealApprovalSchema } from '#shared/schemas/flow/seal-approval.ts'
import { signingSchema } from '#shared/schemas/flow/signing.ts'
import type { OperationName } from '#proxy/upstream/esign/wire/operations-v2.ts'

const done = z.boolean().nullable()
const id = z.string().nullable()

/** The possible results of each of our functions. */
export const resultSchemas: Readonly<Record<OperationName, z.ZodType>> = {
  initialiseDeveloper: done,
  getAuthorisationUrl: taskPageSchema.strict(),
  cancelAuthorisation: done,
  placeChannelOrder: id,
  placeResaleOrder: id,
  getMargin: marginSchema.strict(),
  getAppState: appStateSchema.strict(),
  getCorpRealName: realNameSchema.strict(),
  getConsoleUrl: z.url({ protocol: /^(https?|dingtalk)$/ }).nullable(),
  getUserRealName: realNameSchema.strict(),
  getUserRealNameUrl: taskPageSchema.strict(),
  getCorpRealNameUrl: taskPageSchema.strict(),
  getUploadAddress: z.strictObject({
    fileId: id,
    uploadUrl: z.url({ protocol: /^https?$/ }).nullable(),
  }),
  getFile: esignFileSchema.strict(),
  getStartUrl: taskPageSchema.strict(),
  startAtOnce: id,
  getSignUrl: launchPageSchema.strict(),
  getSigners: signingSchema.strict(),
  getFlow: flowSchema.strict(),
  getDocuments: z.array(flowDocumentSchema.strict()),
  getSealApprovals: z.array(sealApprovalSchema.strict()),
  getApprovalAttachments: z.array(approvalAttachmentSchema.strict()),
}
