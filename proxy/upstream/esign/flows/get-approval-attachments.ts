import { z } from 'zod'
import type { ApprovalAttachment } from '#shared/schemas/flow/flow-document.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import {
  code,
  fileAddress,
  list,
  payloadList,
  textValue,
} from '#proxy/upstream/esign/wire/upstream-values.ts'

const attachedFile = z
  .object({ fileName: textValue, originalFileUrl: fileAddress, signFinishFileUrl: fileAddress })
  .transform(({ fileName, originalFileUrl, signFinishFileUrl }) => ({
    name: fileName,
    originalUrl: originalFileUrl,
    signedUrl: signFinishFileUrl,
  }))

/** Undocumented; the fields are the SDK's. */
const payload = payloadList(
  z
    .object({ flowId: textValue, status: code, files: list(attachedFile) })
    .transform(({ flowId, status, files }): ApprovalAttachment => ({
      flowId,
      statusCode: status,
      files,
    })),
)

/** Contracts attached to an instance of a DingTalk approval; only in the SDK, and not in 1.0. */
export const getApprovalAttachments = {
  '2.0': {
    sdkName: 'getAttachsApproval',
    page: null,
    method: 'GET',
    path: '/v2.0/esign/dingInstances/{instanceId}/attachments',
  },
  call: (ask, instanceId: string) => ask({ parameters: { instanceId } }, payload),
} satisfies Operation
