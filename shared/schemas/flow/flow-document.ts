import { z } from 'zod'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'

/** A contract of a flow. What upstream did not send is null. */
export const flowDocumentSchema = z.object({
  fileId: z.string().nullable(),
  name: z.string().nullable(),
  /** Where it can be read, http or https; for how long is not known, so it is not to be kept. */
  url: z.string().nullable(),
})

export type FlowDocument = z.infer<typeof flowDocumentSchema>

/** Answer of `GET /api/flows/:taskId/documents`. */
export const flowDocumentsSchema = z.object({ documents: z.array(flowDocumentSchema) })

export type FlowDocuments = z.infer<typeof flowDocumentsSchema>

/** A contract attached to a DingTalk approval. What upstream did not send is null. */
export const approvalAttachmentSchema = z.object({
  /** e签宝's id of the flow; whether it is our task id is not documented. */
  flowId: z.string().nullable(),
  /** As e签宝 sends it: its values are not documented. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  files: z.array(
    z.object({
      name: z.string().nullable(),
      /** As it was attached, http or https. */
      originalUrl: z.string().nullable(),
      /** With the signatures, http or https. */
      signedUrl: z.string().nullable(),
    }),
  ),
})

/** Answer of `GET /api/approvals/:instanceId`; the addresses in it are not to be kept. */
export const approvalContractsSchema = z.object({
  contracts: z.array(
    approvalAttachmentSchema.extend({
      /** Our task id of the flow, where the registry knows it or e签宝's id is one. */
      taskId: z.string().nullable(),
      /** As the registry or e签宝 last told; null when it could not be learnt. */
      title: z.string().nullable(),
      status: z.enum(flowStatuses),
    }),
  ),
})

export type ApprovalContracts = z.infer<typeof approvalContractsSchema>

export type ApprovalAttachment = z.infer<typeof approvalAttachmentSchema>
