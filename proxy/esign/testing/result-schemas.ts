import { z } from 'zod'
import { appStateSchema, marginSchema } from '../../../shared/corp.ts'
import { esignFileSchema } from '../../../shared/esign-file.ts'
import { flowSchema } from '../../../shared/flow.ts'
import { approvalAttachmentSchema, flowDocumentSchema } from '../../../shared/flow-document.ts'
import { launchPageSchema, taskPageSchema } from '../../../shared/launch-page.ts'
import { realNameSchema } from '../../../shared/real-name.ts'
import { sealApprovalSchema } from '../../../shared/seal-approval.ts'
import { signingSchema } from '../../../shared/signing.ts'
import type { OperationName } from '../wire/operation.ts'

const done = z.boolean().nullable()
const id = z.string().nullable()

/** What each of our functions may give. */
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
