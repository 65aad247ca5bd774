import { z } from 'zod'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'

/** What is known of a file; null for what is not. */
export const documentFactsSchema = z.object({
  name: z.string().nullable(),
  bytes: z.number().nullable(),
  pages: z.number().nullable(),
})

export type DocumentFacts = z.infer<typeof documentFactsSchema>

/** A contract of a flow as e签宝 gives it. Values that it did not send are null. */
export const flowDocumentSchema = z.object({
  fileId: z.string().nullable(),
  name: z.string().nullable(),
  /** Http or https; it expires at an unknown time, and must not be stored or reach a page. */
  url: z.string().nullable(),
})

export type FlowDocument = z.infer<typeof flowDocumentSchema>

/** Answer of `GET /api/flows/:taskId/documents`. */
export const flowDocumentsSchema = z.object({
  documents: z.array(
    documentFactsSchema.extend({
      fileId: z.string().nullable(),
      /** Our address of its content; null if e签宝 has none yet. */
      url: z.string().nullable(),
    }),
  ),
})

export type FlowDocuments = z.infer<typeof flowDocumentsSchema>

/** A contract attached to a DingTalk approval. Values that upstream did not send are null. */
export const approvalAttachmentSchema = z.object({
  /** e签宝's id of the flow; whether it is our task id is undocumented. */
  flowId: z.string().nullable(),
  /** As e签宝 sends it; its values are undocumented. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  files: z.array(
    z.object({
      name: z.string().nullable(),
      /** As it was attached: http or https, to pages our address of it. */
      originalUrl: z.string().nullable(),
      /** With the signatures, likewise. */
      signedUrl: z.string().nullable(),
    }),
  ),
})

/** Answer of `GET /api/approvals/:instanceId`. */
export const approvalContractsSchema = z.object({
  contracts: z.array(
    approvalAttachmentSchema.extend({
      /** Our task id of the flow, if the registry has it or e签宝's id is one. */
      taskId: z.string().nullable(),
      /** As last read from the registry or e签宝; null if it could not be read. */
      title: z.string().nullable(),
      status: z.enum(flowStatuses),
      /** Names of those who are waited for, as last read; empty if unknown. */
      waitsFor: z.array(z.string()),
      /** How many of its signers have signed, as last read; left out if unknown. */
      signed: z.object({ count: z.number().int(), total: z.number().int() }).optional(),
    }),
  ),
})

export type ApprovalContracts = z.infer<typeof approvalContractsSchema>

export type ApprovalAttachment = z.infer<typeof approvalAttachmentSchema>
