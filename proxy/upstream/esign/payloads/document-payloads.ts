import { z } from 'zod'
import type { ApprovalAttachment, FlowDocument } from '#shared/schemas/flow/flow-document.ts'
import { code, fileAddress, list, payloadList, textValue } from './upstream-values.ts'

export const documentsPayload = payloadList(
  z
    .object({ fileId: textValue, fileName: textValue, fileUrl: fileAddress })
    .transform(({ fileId, fileName, fileUrl }): FlowDocument => ({
      fileId,
      name: fileName,
      url: fileUrl,
    })),
)

const attachedFile = z
  .object({ fileName: textValue, originalFileUrl: fileAddress, signFinishFileUrl: fileAddress })
  .transform(({ fileName, originalFileUrl, signFinishFileUrl }) => ({
    name: fileName,
    originalUrl: originalFileUrl,
    signedUrl: signFinishFileUrl,
  }))

/** Undocumented; the fields are the SDK's. */
export const attachmentsPayload = payloadList(
  z
    .object({ flowId: textValue, status: code, files: list(attachedFile) })
    .transform(({ flowId, status, files }): ApprovalAttachment => ({
      flowId,
      statusCode: status,
      files,
    })),
)
