import { expect } from 'vitest'
import { z } from 'zod'
import { sealApprovalSchema } from '#shared/schemas/flow/seal-approval.ts'
import { http, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

const time = expect.any(Number)

export const getSealApprovals: EsignCase = {
  sample: [
    {
      approvalName: '用印审批',
      sponsorAccountName: '张三',
      status: 'REFUSED',
      startTime: 1_618_302_600_000,
      endTime: 1_618_302_700_000,
      refuseReason: '金额有误',
      sealIdImg: 'https://a.esign.cn/seal.png',
      approvalNodes: [
        {
          approverName: '王五',
          status: 'REFUSED',
          startTime: 1_618_302_600_000,
          approvalTime: '1618302700000',
        },
      ],
    },
  ],
  schema: z.array(sealApprovalSchema.strict()),
  succeed: ({ esign, corpId }) => esign.getSealApprovals(corpId, 'PRO-SANDBOX-SEAL-APPROVAL'),
  result: [
    {
      name: expect.stringMatching(/./),
      status: 'approving',
      statusCode: 'APPROVING',
      sponsor: expect.stringMatching(/./),
      startTime: time,
      endTime: null,
      refuseReason: null,
      sealImageUrl: http,
      nodes: expect.arrayContaining([
        expect.objectContaining({ status: 'approving', startTime: time, decisionTime: null }),
      ]),
    },
  ],
  refuse: ({ esign, corpId }) => esign.getSealApprovals(corpId, 'PRO-NONE'),
  problem: { '2.0': 'flow-not-found', '1.0': 'flow-not-found' },
}
