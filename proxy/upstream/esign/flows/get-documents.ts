import { z } from 'zod'
import type { FlowDocument } from '#shared/schemas/flow/flow-document.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { fileAddress, payloadList, textValue } from '#proxy/upstream/esign/wire/upstream-values.ts'

const payload = payloadList(
  z
    .object({ fileId: textValue, fileName: textValue, fileUrl: fileAddress })
    .transform(({ fileId, fileName, fileUrl }): FlowDocument => ({
      fileId,
      name: fileName,
      url: fileUrl,
    })),
)

/**
 * A flow's contracts; final once it is completed.
 * @throws ProblemError `flow-not-found`
 */
export const getDocuments = {
  '2.0': {
    sdkName: 'getFlowDocs',
    page: 'get-a-list-of-all-contracts-for-the-process-task',
    method: 'GET',
    path: '/v2.0/esign/flowTasks/{taskId}/docs',
    refusals: { requestParamError: 'flow-not-found', getFlowInfoError: 'flow-not-found' },
  },
  '1.0': {
    sdkName: 'listFlowDocs',
    page: 'obtain-the-process-task-contract-list',
    method: 'GET',
    path: '/v1.0/esign/flows/docs',
    query: 'taskId',
    refusals: { [codeOfV1]: 'flow-not-found' },
  },
  call: (ask, taskId: string) => ask({ parameters: { taskId } }, payload),
} satisfies Operation
