import { expect } from 'vitest'
import { z } from 'zod'
import { approvalAttachmentSchema } from '#shared/schemas/flow/flow-document.ts'
import {
  failNext,
  http,
  inOrder,
  type Step,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'

const ask: Step = async ({ esign, corpId }) =>
  esign.getApprovalAttachments?.(corpId, 'SANDBOX-INSTANCE-1')

export const getApprovalAttachments: EsignCase = {
  sample: [
    {
      flowId: 'flow-1',
      status: '2',
      files: [
        {
          fileName: '合同.pdf',
          originalFileUrl: 'https://a.esign.cn/1',
          signFinishFileUrl: 'https://a.esign.cn/2',
        },
      ],
    },
  ],
  schema: z.array(approvalAttachmentSchema.strict()),
  succeed: ask,
  result: expect.arrayContaining([
    {
      flowId: 'PRO-SANDBOX-COMPLETED',
      statusCode: 2,
      files: [{ name: expect.stringMatching(/\.pdf$/), originalUrl: http, signedUrl: http }],
    },
  ]),
  // No refusal is documented: this is one that any call can meet, here also with the second token.
  refuse: inOrder(
    failNext({ '2.0': 'InvalidAuthentication', '1.0': 'InvalidAuthentication' }, 2),
    ask,
  ),
  problem: { '2.0': 'upstream-credentials' },
}
